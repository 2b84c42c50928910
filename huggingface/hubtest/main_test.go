package hubtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"huggingface_exporter/huggingface/hubtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	adminSecret    = "hf_admin"
	insiderSecret  = "hf_insider"
	outsiderSecret = "hf_outsider"
)

// newAcme starts a Hub with one organization, which knows three tokens.
func newAcme(t *testing.T, members []hubtest.Member) (*hubtest.Hub, *hubtest.Server) {
	t.Helper()
	hub := hubtest.New()
	hub.SetOrganization(acme(members))
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)
	return hub, server
}

func acme(members []hubtest.Member) hubtest.Organization {
	return hubtest.Organization{
		Name:    "acme",
		Members: members,
		Tokens: map[string]hubtest.Power{
			adminSecret: hubtest.Admin, insiderSecret: hubtest.Insider, outsiderSecret: hubtest.Outsider,
		},
	}
}

// answer is an answer, and the error with which its body ended.
type answer struct {
	status int
	header http.Header
	body   string
	err    error
}

// next returns the URL of the Link header, "" where there is none.
func (a answer) next() string {
	url, _, _ := strings.Cut(strings.TrimPrefix(a.header.Get("Link"), "<"), ">")
	return url
}

// try asks and follows no redirect.
func try(t *testing.T, client *http.Client, url, secret string) (answer, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		request.Header.Set("Authorization", "Bearer "+secret)
	}
	response, err := client.Transport.RoundTrip(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(body), err}, nil
}

// ask is try for a path of the server, or a link of it, where an answer is
// certain.
func ask(t *testing.T, server *hubtest.Server, path, secret string) answer {
	t.Helper()
	got, err := try(t, server.Client(), server.URL+strings.TrimPrefix(path, server.URL), secret)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const membersPath = "/api/organizations/acme/members"
