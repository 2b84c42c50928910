package collector

import (
	"context"
	"errors"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
)

// timeout returns the bound of one scrape.
func (t Target) timeout() time.Duration {
	if t.Timeout > 0 {
		return t.Timeout
	}
	return t.Interval
}

// scrape reads the members once and publishes the outcome: all of it or, on
// failure, nothing but the failure.
func (o *organization) scrape(ctx context.Context, target Target) {
	o.counters.scrapeBegan()
	begun := time.Now()
	bounded, cancel := context.WithTimeout(ctx, target.timeout())
	defer cancel()
	t, token, err := o.read(bounded, target.Hub)
	if e, ok := errors.AsType[*huggingface.APIError](err); ok && e.TokenRotated {
		level.Info(o.logger).Log("msg", "the token was replaced during the scrape, trying the new one", "request_id", e.RequestID)
		t, token, err = o.read(bounded, target.Hub)
	}
	if err != nil && ctx.Err() != nil {
		return // It was ended from outside, which says nothing of the Hub.
	}
	took := time.Since(begun)
	o.counters.scrapeEnded(took)
	if err != nil {
		o.failed(err, token)
	} else {
		o.completed(t, token, took)
	}
}

// read reads one listing. When it fails it leaves no trace in the census.
func (o *organization) read(ctx context.Context, hub Hub) (*tally, *token, error) {
	token := o.currentToken(hub)
	t := newTally(o.name, o.opts)
	members := hub.Members(ctx, o.name, huggingface.Distinct(o.people.first), huggingface.OnPage(func(page int) { t.pages = page }))
	for m, err := range members {
		if err != nil {
			o.people.rollback()
			return nil, token, err
		}
		t.add(&m)
	}
	return t, token, nil
}

// currentToken returns what is known of the token that the next request uses,
// or nil where it cannot be read; the request then fails by itself.
func (o *organization) currentToken(hub Hub) *token {
	t, err := hub.Token()
	if err != nil {
		return nil
	}
	return o.tokens.of(t.ID())
}

func (o *organization) completed(t *tally, token *token, took time.Duration) {
	seats := t.seats()
	data := t.parts(seats)
	changes := o.people.commit()
	if o.state.Load().err != nil {
		level.Info(o.logger).Log("msg", "scrape completed again", "members", seats.Members)
	}
	now := time.Now()
	o.update(func(s *state) {
		s.err, s.lastScrape, s.token = nil, now, token
		s.seats, s.data, s.lastSuccess = seats, data, now
	})
	o.counters.churn(changes)
	level.Debug(o.logger).Log("msg", "scrape completed", "members", seats.Members, "pages", seats.Pages,
		"duration", took, "joined", changes.joined, "left", changes.left)
}

func (o *organization) failed(err error, token *token) {
	now := time.Now()
	o.update(func(s *state) { s.err, s.lastScrape, s.token = err, now, token })
	o.counters.scrapeFailed(huggingface.ErrorCode(err))
	level.Error(o.logger).Log(o.failure("scrape failed", err)...)
}

// failure is the log line of an error: what the Hub said, and what to do.
func (o *organization) failure(msg string, err error) []any {
	line := []any{"msg", msg, "code", huggingface.ErrorCode(err), "err", err}
	if id := huggingface.RequestID(err); id != "" {
		line = append(line, "request_id", id)
	}
	if o.opts.Explain == nil {
		return line
	}
	cause, advice := o.opts.Explain(err, nil)
	return append(line, "cause", cause, "advice", advice)
}
