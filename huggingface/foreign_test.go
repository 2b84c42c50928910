package huggingface_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// What has nothing of the Hub in it is not the Hub's: the status stays, and
// the server is named.
func TestAForeignAnswerIsToldFromTheHubs(t *testing.T) {
	for name, row := range map[string]struct {
		server, contentType, body string
		status                    int
	}{
		"CloudFront":  {"CloudFront", "text/html", "<HTML><TITLE>ERROR: The request could not be satisfied</TITLE></HTML>", 403},
		"Zscaler":     {"Zscaler/6.2", "text/html", "<html>Your organization has selected Zscaler</html>", 403},
		"nginx":       {"nginx/1.27.0", "text/html", "<html>404 Not Found</html>", 404},
		"Artifactory": {"Artifactory/7.77.5", "application/json", `{"errors":[{"status":401,"message":"Bad credentials"}]}`, 401},
		"Nexus":       {"Nexus/3.70.1", "text/html", "", 400},
		"no name":     {"", "application/json", `{"error":{"message":"not a string"}}`, 402},
	} {
		t.Run(name, func(t *testing.T) {
			hub := acme(nil)
			hub.Fault(hubtest.Match{}, hubtest.Foreign(row.server, row.status, row.contentType, row.body))
			err := mustFail(t, dial(t, hub))
			e, ok := errors.AsType[*huggingface.APIError](err)
			if !ok || !e.Foreign || e.StatusCode != row.status || e.Server != row.server || huggingface.KindOf(err) != huggingface.KindNotHub {
				t.Fatalf("%+v", err)
			}
			if text := err.Error(); !strings.Contains(text, "not from the Hub") || !strings.Contains(text, row.server) {
				t.Error(text)
			}
		})
	}
}

// One of the signs of the Hub is enough.
func TestSignsOfTheHub(t *testing.T) {
	for name, sign := range map[string]struct{ header, value, body string }{
		"request id":  {"X-Request-Id", "Root=1-2", ""},
		"message":     {"X-Error-Message", "no", ""},
		"code":        {"X-Error-Code", "No", ""},
		"powered by":  {"X-Powered-By", "huggingface-moon", ""},
		"error":       {"X-Other", "", `{"error":"no"}`},
		"not Express": {"X-Powered-By", "Express", ""},
	} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(sign.header, sign.value)
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(sign.body))
		})
		e, ok := errors.AsType[*huggingface.APIError](mustFail(t, dial(t, handler)))
		if !ok || e.Foreign != (name == "not Express") {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// A page for people in place of the list is not the Hub's either.
func TestAForeignPageWithStatus200(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{}, hubtest.HTML(200))
	err := mustFail(t, dial(t, hub))
	if huggingface.ErrorCode(err) != huggingface.CodeResponse || huggingface.KindOf(err) != huggingface.KindNotHub || !strings.Contains(err.Error(), `"nginx"`) {
		t.Errorf("%s: %v", huggingface.KindOf(err), err)
	}
}
