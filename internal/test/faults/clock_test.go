package faults_test

import (
	"net/http"
	"testing"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// The Hub's clock may go as it likes: its dates are not believed further than
// a wait that fits into the scrape.
func TestTheHubsClock(t *testing.T) {
	dated := func(date string) row {
		return row{fault: hubtest.Header("Date", date, nil), requests: 4, most: time.Second}
	}
	years := func(n int) string { return time.Date(2000+n, 1, 1, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat) }
	limited := func(fault hubtest.Fault) row {
		return row{fault: fault, code: "429", kind: huggingface.KindRateLimited, says: "429", requests: 1, most: time.Second}
	}
	run(t, map[string]row{
		"a day ahead":                   dated(years(1)),
		"years behind":                  dated(years(-30)),
		"no date":                       dated("yesterday"),
		"a retry in thirty years":       limited(retryAfter(years(30))),
		"a retry thirty years ago":      {fault: retryAfter(years(-30)), match: hubtest.Match{Times: 1}, requests: 5, most: time.Second},
		"a reset in thirty years":       limited(hubtest.RateLimited(0, 30*year)),
		"a reset at the end of time":    {fault: hubtest.Header("RateLimit", `"api";r=0;t=9223372036854775807`, hubtest.Status(200, "")), code: "response", kind: huggingface.KindResponse, says: "page 1", requests: 1},
		"a quota of more than integers": {fault: hubtest.Header("RateLimit", `"api";r=99999999999999999999;t=99999999999999999999`, hubtest.Status(500, "")), match: hubtest.Match{Times: 1}, requests: 5},
	})
}
