package huggingface_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
)

// What passes by itself is tried again within the same listing, and when the
// Hub says. Durations are those of the bubble's clock.
func TestPassingFailuresAreTriedAgain(t *testing.T) {
	for _, row := range []struct {
		name     string
		fault    hubtest.Fault
		times    int
		min, max time.Duration
	}{
		{"429, quota used up", hubtest.RateLimited(0, 2*time.Second), 1, 2 * time.Second, 2300 * time.Millisecond},
		{"429, another limit", hubtest.RateLimited(9, time.Hour), 1, 250 * time.Millisecond, 500 * time.Millisecond},
		{"429, Retry-After", hubtest.RetryAfter(429, "7"), 1, 7 * time.Second, 7500 * time.Millisecond},
		{"503, Retry-After", hubtest.RetryAfter(503, "7"), 1, 7 * time.Second, 7500 * time.Millisecond},
		{"429, Retry-After nonsense", hubtest.RetryAfter(429, "soon"), 1, 250 * time.Millisecond, 500 * time.Millisecond},
		{"500 twice", hubtest.Status(500, "oops"), 2, 750 * time.Millisecond, 1500 * time.Millisecond},
		{"408", hubtest.Status(408, "slow"), 1, 250 * time.Millisecond, 500 * time.Millisecond},
		{"502 with HTML", hubtest.HTML(502), 3, 1750 * time.Millisecond, 3500 * time.Millisecond},
		{"504", hubtest.Status(504, ""), 1, 250 * time.Millisecond, 500 * time.Millisecond},
		{"reset", hubtest.Reset(), 1, 250 * time.Millisecond, 500 * time.Millisecond},
		{"no answer in time", hubtest.Hang(), 1, 30250 * time.Millisecond, 30500 * time.Millisecond},
	} {
		t.Run(row.name, func(t *testing.T) {
			hub := acme(hubtest.Members(20, 1))
			hub.Fault(hubtest.Match{Page: 2, Times: row.times}, row.fault)
			client := inBubble(t, hub, huggingface.WithPageSize(10))
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				members, err := list(t.Context(), client)
				if err != nil || len(members) != 20 {
					t.Fatalf("%d members: %v", len(members), err)
				}
				if took := time.Since(start); took < row.min || took > row.max {
					t.Errorf("it took %s, expected %s to %s", took, row.min, row.max)
				}
			})
			if n := len(hub.Requests()); n != 2+row.times {
				t.Errorf("%d requests, expected %d", n, 2+row.times)
			}
		})
	}
}

// A failure that does not pass is reported as what it is, after six tries.
func TestALastingFailureKeepsItsStatus(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.Fault(hubtest.Match{}, hubtest.Status(503, "down for maintenance"))
	client := inBubble(t, hub)
	synctest.Test(t, func(t *testing.T) {
		_, err := list(t.Context(), client)
		if huggingface.ErrorCode(err) != "503" || err.Error() != "the Hub answered 503: down for maintenance" {
			t.Error(err)
		}
	})
	if n := len(hub.Requests()); n != 6 {
		t.Errorf("%d requests", n)
	}
}

// When the Hub asks to wait beyond the deadline, there is no waiting for it,
// and the error is the Hub's and not a timeout.
func TestAWaitBeyondTheDeadlineIsNotBegun(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.Fault(hubtest.Match{}, hubtest.RateLimited(0, 5*time.Minute))
	client := inBubble(t, hub)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := list(ctx, client)
		if huggingface.ErrorCode(err) != "429" || time.Since(start) != 0 {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
	})
}

// The deadline of the whole ends what hangs, with the code timeout.
func TestTheDeadlineEndsAHangingRequest(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.Fault(hubtest.Match{}, hubtest.Hang())
	client := inBubble(t, hub, huggingface.WithRequestTimeout(time.Hour))
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := list(ctx, client)
		if huggingface.ErrorCode(err) != huggingface.CodeTimeout || time.Since(start) != time.Minute {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
	})
}

func TestWhoAmIIsNotTriedAgainAfter429(t *testing.T) {
	hub := acme(nil)
	hub.Fault(hubtest.Match{Path: "whoami"}, hubtest.RateLimited(0, time.Second))
	client := inBubble(t, hub)
	synctest.Test(t, func(t *testing.T) {
		if _, err := client.WhoAmI(t.Context()); huggingface.ErrorCode(err) != "429" {
			t.Error(err)
		}
	})
	if n := len(hub.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// Every exchange is observed, each retry too.
func TestObserver(t *testing.T) {
	hub := acme(hubtest.Members(20, 1))
	hub.SetQuota(100, 5*time.Minute)
	hub.Fault(hubtest.Match{Times: 1}, hubtest.Status(http.StatusBadGateway, ""))
	var attempts []huggingface.Attempt
	client := inBubble(t, hub, huggingface.WithPageSize(10), huggingface.WithObserver(func(a huggingface.Attempt) {
		attempts = append(attempts, a)
	}))
	token, err := client.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		if _, err := list(t.Context(), client); err != nil {
			t.Fatal(err)
		}
	})
	if len(attempts) != 3 || attempts[0].Code != "502" || attempts[1].Code != "200" || attempts[2].Code != "200" {
		t.Fatalf("%+v", attempts)
	}
	last := attempts[2]
	if last.Endpoint != huggingface.EndpointMembers || last.Token != token.ID() || len(last.RateLimits) != 1 {
		t.Fatalf("%+v", last)
	}
	if limit := last.RateLimits[0]; limit.Bucket != "api" || limit.Limit != huggingface.Disclosed[int64](100) || limit.Remaining != 97 {
		t.Errorf("%+v", limit)
	}
}
