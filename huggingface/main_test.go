package huggingface_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

const secret = "hf_AdminTokenThatNobodyMaySee"

// acme returns a Hub with the organization acme, whose admin's token is
// secret.
func acme(members []hubtest.Member) *hubtest.Hub {
	hub := hubtest.New()
	hub.SetOrganization(hubtest.Organization{
		Name:    "acme",
		Members: members,
		Tokens:  map[string]hubtest.Power{secret: hubtest.Admin},
	})
	return hub
}

// dial starts the Hub on loopback and returns a client of it.
func dial(t *testing.T, hub http.Handler, opts ...huggingface.Option) *huggingface.Client {
	t.Helper()
	server := httptest.NewServer(hub)
	t.Cleanup(server.Close)
	opts = append([]huggingface.Option{
		huggingface.WithEndpoint(server.URL),
		huggingface.WithHTTPClient(server.Client()),
	}, opts...)
	return newClient(t, huggingface.StaticToken(secret, "the test"), opts...)
}

// inBubble returns a client that reaches the Hub without a network, so that
// time can go through testing/synctest.
func inBubble(t *testing.T, hub http.Handler, opts ...huggingface.Option) *huggingface.Client {
	t.Helper()
	opts = append([]huggingface.Option{
		huggingface.WithEndpoint("http://hub.test"),
		huggingface.WithHTTPClient(&http.Client{Transport: direct{hub}}),
	}, opts...)
	return newClient(t, huggingface.StaticToken(secret, "the test"), opts...)
}

func newClient(t *testing.T, source huggingface.TokenSource, opts ...huggingface.Option) *huggingface.Client {
	t.Helper()
	client, err := huggingface.NewClient(source, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// direct answers requests with a handler that runs in the same goroutine.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	defer func() {
		if r := recover(); r != nil { // http.ErrAbortHandler
			resp, err = nil, fmt.Errorf("aborted: %w", context.Cause(req.Context()))
		}
	}()
	recorder := httptest.NewRecorder()
	d.handler.ServeHTTP(recorder, req)
	resp = recorder.Result()
	resp.Request = req
	return resp, nil
}

// list reads all members of acme.
func list(ctx context.Context, client *huggingface.Client, opts ...huggingface.ListOption) ([]huggingface.Member, error) {
	var members []huggingface.Member
	for m, err := range client.Members(ctx, "acme", opts...) {
		if err != nil {
			return members, err
		}
		members = append(members, m)
	}
	return members, nil
}

// mustFail reads acme's members and returns the error.
func mustFail(t *testing.T, client *huggingface.Client) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	members, err := list(ctx, client)
	if err == nil {
		t.Fatalf("no error, and %d members", len(members))
	}
	return err
}
