package huggingface_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// A refusal has the Hub's own words and numbers, is not tried again, and never
// shows the token or a query.
func TestARefusalIsToldAsTheHubTellsIt(t *testing.T) {
	for _, status := range []int{400, 401, 402, 403, 404, 410} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			hub := acme(hubtest.Members(20, 1))
			hub.Fault(hubtest.Match{}, hubtest.Status(status, "not with "+secret+", friend", "SomeCode"))
			err := mustFail(t, dial(t, hub))
			e, ok := errors.AsType[*huggingface.APIError](err)
			if !ok {
				t.Fatalf("%T: %v", err, err)
			}
			if e.StatusCode != status || e.Message != "not with [redacted], friend" || e.Code != "SomeCode" || e.Anonymous || e.TokenRotated {
				t.Errorf("%+v", e)
			}
			requests := hub.Requests()
			if len(requests) != 1 {
				t.Errorf("%d requests, expected 1", len(requests))
			}
			if huggingface.ErrorCode(err) != fmt.Sprint(status) || huggingface.RequestID(err) != e.RequestID || e.RequestID == "" {
				t.Errorf("code %q, request id %q", huggingface.ErrorCode(err), huggingface.RequestID(err))
			}
			if text := err.Error(); strings.Contains(text, secret) || strings.Contains(text, "limit=") || !strings.Contains(text, "friend") {
				t.Error(text)
			}
		})
	}
}

// The status survives bodies that are not the Hub's.
func TestTheStatusOfAnHTMLPageIsKept(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.HTML(http.StatusConflict))
	e, ok := errors.AsType[*huggingface.APIError](mustFail(t, dial(t, hub)))
	if !ok || e.StatusCode != http.StatusConflict || e.Message != "Conflict" {
		t.Errorf("%+v", e)
	}
}

// Of a long error body, 4 KiB are kept; the header's message serves then.
func TestALongErrorBodyIsBounded(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Error-Message", "in short")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"error":%q}`, strings.Repeat("long ", 1<<20))
	})
	e, ok := errors.AsType[*huggingface.APIError](mustFail(t, dial(t, handler)))
	if !ok || e.Message != "in short" {
		t.Errorf("%+v", e)
	}
}

func TestAnswersThatAreNoSuccess(t *testing.T) {
	for status, code := range map[int]string{http.StatusNoContent: "response", http.StatusAccepted: "response", http.StatusNotModified: "304", http.StatusMultipleChoices: "300"} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		if err := mustFail(t, dial(t, handler)); huggingface.ErrorCode(err) != code {
			t.Errorf("%d: code %s: %v", status, huggingface.ErrorCode(err), err)
		}
	}
}

func TestErrorCodeOfNoError(t *testing.T) {
	if code := huggingface.ErrorCode(nil); code != "" {
		t.Error(code)
	}
	if code := huggingface.ErrorCode(context.DeadlineExceeded); code != huggingface.CodeTimeout {
		t.Error(code)
	}
}

// A 401 says whether the source has another token by now.
func TestARotatedTokenIsNoticed(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.RevokeToken("hf_old")
	tokens := []string{"hf_old", secret}
	source := huggingface.TokenSourceFunc(func(context.Context) (huggingface.Token, error) {
		token := tokens[0]
		tokens = tokens[min(1, len(tokens)-1):]
		return huggingface.NewToken(token, "the test")
	})
	client := newClient(t, source, huggingface.WithEndpoint("http://hub.test"), huggingface.WithHTTPClient(&http.Client{Transport: direct{hub}}))
	e, ok := errors.AsType[*huggingface.APIError](mustFail(t, client))
	if !ok || e.StatusCode != 401 || !e.TokenRotated {
		t.Fatalf("%+v", e)
	}
	if _, err := list(t.Context(), client); err != nil {
		t.Error(err)
	}
}
