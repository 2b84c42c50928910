package app_test

import (
	"encoding/pem"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huggingface_exporter/huggingface/hubtest"
)

// The secrets of newHub: each organization knows its own and no other.
const (
	secretOfAcme   = "hf_SECRET_of_acme"
	secretOfGlobex = "hf_SECRET_of_globex"
)

// hub is a double of the Hub on loopback.
type hub struct {
	*hubtest.Hub
	url string
}

// newHub has acme with 35 members and globex with 20.
func newHub(t *testing.T) hub {
	t.Helper()
	h := hubtest.New()
	h.SetOrganization(organization("acme", 35, secretOfAcme))
	h.SetOrganization(organization("globex", 20, secretOfGlobex))
	server := hubtest.NewServer(h)
	t.Cleanup(server.Close)
	return hub{h, server.URL}
}

// organization has members, who are the same for the same name and number.
func organization(name string, members int, secrets ...string) hubtest.Organization {
	o := hubtest.Organization{Name: name, Plan: "team", Members: hubtest.Members(members, uint64(len(name))), Tokens: map[string]hubtest.Power{}}
	for _, secret := range secrets {
		o.Tokens[secret] = hubtest.Admin
	}
	return o
}

// listings are the requests for members of an organization, in that order.
func (h hub) listings(organization string) []hubtest.Request {
	return slices.DeleteFunc(h.Requests(), func(r hubtest.Request) bool {
		return r.Organization != organization || !strings.HasSuffix(r.Path, "/members")
	})
}

// tokens are those that requests for an organization came with, each once.
func (h hub) tokens(organization string) []string {
	var tokens []string
	for _, r := range h.listings(organization) {
		if !slices.Contains(tokens, r.Token) {
			tokens = append(tokens, r.Token)
		}
	}
	return tokens
}

// tokenFile writes a token as an editor does, with a line end.
func tokenFile(t *testing.T, secret string) string {
	t.Helper()
	return write(t, filepath.Join(t.TempDir(), "token"), secret+"\n")
}

// caFile writes what a client trusts who trusts the server.
func caFile(t *testing.T, server *hubtest.Server) string {
	t.Helper()
	block := &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}
	return write(t, filepath.Join(t.TempDir(), "ca.pem"), string(pem.EncodeToMemory(block)))
}

func matchPage(organization string, page int) hubtest.Match {
	return hubtest.Match{Organization: organization, Page: page, Times: 1}
}

// before does something and then lets the Hub answer.
func before(do func()) hubtest.Fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		do()
		next.ServeHTTP(w, r)
	}
}
