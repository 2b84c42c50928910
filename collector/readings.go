package collector

import (
	"context"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
)

// Values of the label collector: readings that fail no scrape.
const (
	collectorAccount   = "account"
	collectorOverview  = "overview"
	collectorDirectory = "directory"
	// codeFile is the code of all failures of a directory file.
	codeFile = "file"
)

// readOverview keeps the last overview if it fails.
func (o *organization) readOverview(ctx context.Context, target Target) {
	bounded, cancel := context.WithTimeout(ctx, target.timeout())
	defer cancel()
	overview, err := target.Hub.Overview(bounded, o.name)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		o.update(func(p *polling) { p.overviewFailed = true })
		o.readingFailed(collectorOverview, huggingface.ErrorCode(err), err)
		return
	}
	metrics := metricsOf(o.shared.freezer.gauge, overviewGauges, o.name, overview)
	o.update(func(p *polling) {
		p.overview, p.overviewAt, p.overviewFailed, p.metrics.overview = overview, time.Now(), false, metrics
	})
	o.readingCompleted(collectorOverview)
}

// readAccount returns when to read it again; zero if there is no token to ask
// about.
func (o *organization) readAccount(ctx context.Context, target Target) time.Time {
	bounded, cancel := context.WithTimeout(ctx, target.timeout())
	defer cancel()
	token, err := target.Hub.Token(bounded)
	if err != nil || token.IsZero() {
		return time.Time{}
	}
	id := o.shared.identities.Of(bounded, target.Hub, token.ID())
	if ctx.Err() != nil {
		return time.Time{}
	}
	if !id.Read.IsZero() {
		o.setAccount(token.ID(), &id)
	}
	switch {
	case id.Err == nil:
		o.readingCompleted(collectorAccount)
	case id.Next != o.accountFailed: // Each organization of a shared token counts the failure, once.
		o.accountFailed = id.Next
		o.readingFailed(collectorAccount, huggingface.ErrorCode(id.Err), id.Err)
	}
	return id.Next
}

func (o *organization) setAccount(token huggingface.TokenID, id *Identification) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p := &o.polling
	if p.token != token {
		return // The token was replaced meanwhile.
	}
	names := []string{o.name}
	if p.snapshot != nil && p.snapshot.CanonicalName != "" {
		names = append(names, p.snapshot.CanonicalName)
	}
	account := id.Identity.Account(names...)
	p.account, p.accountAt, p.metrics.account = &account, id.Read, metricsOf(o.shared.freezer.gauge, accountGauges, o.name, &account)
}

// loadDirectory returns nil without a directory that can be read.
func (o *organization) loadDirectory(d Directory) func(*huggingface.Member) Listing {
	if d == nil {
		return nil
	}
	classify, err := d.Load()
	if err != nil {
		o.readingFailed(collectorDirectory, codeFile, err)
		return nil
	}
	o.readingCompleted(collectorDirectory)
	return classify
}

// failedReading is why a reading failed. The reason is what makes it new to the
// log: the code or, of a directory file, whose failures share one, the text.
type failedReading struct {
	reason string
	err    error
}

// readingFailed counts a failure. It is logged when its reason is new.
func (o *organization) readingFailed(collector, code string, err error) {
	o.counters.readingFailed(collector, code)
	reason := code
	if collector == collectorDirectory {
		reason = err.Error()
	}
	o.mu.Lock()
	known := o.polling.unread[collector].reason == reason
	if o.polling.unread == nil {
		o.polling.unread = make(map[string]failedReading)
	}
	o.polling.unread[collector] = failedReading{reason, err}
	account := o.polling.account
	o.mu.Unlock()

	line := append([]any{"msg", "Reading failed, scrapes go on", "collector", collector}, errorFields(code, err)...)
	if known {
		level.Debug(o.logger).Log(line...)
		return
	}
	// What an error means is known of the questions about members and account.
	if collector == collectorAccount {
		cause, advice := o.explain(err, account)
		line = append(line, "cause", cause, "advice", advice)
	}
	level.Warn(o.logger).Log(line...)
}

func (o *organization) readingCompleted(collector string) {
	o.mu.Lock()
	_, failed := o.polling.unread[collector]
	delete(o.polling.unread, collector)
	o.mu.Unlock()
	if failed {
		level.Info(o.logger).Log("msg", "Reading completed again", "collector", collector)
	}
}
