package hubtest_test

import (
	"encoding/json"
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
	url, found := strings.CutPrefix(a.header.Get("Link"), "<")
	if !found {
		return ""
	}
	url, _, _ = strings.Cut(url, ">")
	return url
}

// users returns the usernames of a page.
func (a answer) users(t *testing.T) []string {
	t.Helper()
	var members []struct{ User string }
	if err := json.Unmarshal([]byte(a.body), &members); err != nil {
		t.Fatalf("%v in %.200q", err, a.body)
	}
	users := make([]string, len(members))
	for i, m := range members {
		users[i] = m.User
	}
	return users
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

// ask is try where an answer is certain.
func ask(t *testing.T, server *hubtest.Server, pathOrURL, secret string) answer {
	t.Helper()
	url := pathOrURL
	if strings.HasPrefix(pathOrURL, "/") {
		url = server.URL + pathOrURL
	}
	got, err := try(t, server.Client(), url, secret)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// named returns n members with those names as users and 24-digit IDs.
func named(users ...string) []hubtest.Member {
	members := hubtest.Members(len(users), 7)
	for i := range members {
		members[i].User = users[i]
	}
	return members
}

func letters() []string { return strings.Split("abcdefghijklmnopqrstuvwxyz", "") }

const membersPath = "/api/organizations/acme/members"
