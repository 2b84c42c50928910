package collector

import (
	"context"
	"time"

	"github.com/go-kit/log/level"

	"huggingface_exporter/huggingface"
)

// listing is the outcome of reading the members once.
type listing struct {
	snapshot *Snapshot
	info     *memberInfo
	token    huggingface.Token // zero if it cannot be read
	err      error
}

// scrape reads the members once and publishes the outcome: all of it or, on
// failure, nothing but the failure. It reports whether it completed.
func (o *organization) scrape(ctx context.Context, target Target) bool {
	o.counters.scrapeBegan()
	level.Debug(o.logger).Log("msg", "Scrape started")
	begun := time.Now()
	bounded, cancel := context.WithTimeout(ctx, target.timeout())
	defer cancel()
	l := o.list(bounded, target, ReadOptions{ResourceGroups: o.shared.opts.ResourceGroups, Classify: o.loadDirectory(target.Directory)})
	if l.err != nil && ctx.Err() != nil {
		return false // It was ended from outside, which says nothing of the Hub.
	}
	o.counters.scrapeEnded(time.Since(begun))
	if l.err != nil {
		o.failed(&l)
		return false
	}
	o.completed(&l, begun)
	return true
}

// read reads one listing. When it fails it leaves no trace in the member set.
func (o *organization) read(ctx context.Context, target Target, opts ReadOptions, list ...huggingface.ListOption) listing {
	l := listing{}
	l.token, _ = target.Hub.Token(ctx) // If it cannot be read, the listing fails for this reason.
	b := newBuilder(opts)
	if o.shared.opts.MemberInfo {
		b.info = &memberInfo{descs: o.shared.infoDescs}
	}
	l.snapshot, l.err = read(ctx, target.Hub, o.name, opts, b, append(list, huggingface.Distinct(o.members.add))...)
	l.info = b.info
	if l.err != nil {
		o.members.rollback()
	}
	return l
}

func (o *organization) completed(l *listing, begun time.Time) {
	s := l.snapshot
	changes := o.members.commit()
	now := time.Now()
	var before *Snapshot
	o.update(func(p *polling) {
		before = p.snapshot
		p.err, p.lastScrape, p.lastSuccess = nil, now, now
		p.setSnapshot(&o.shared.freezer, o.name, s, l.info)
		p.setToken(l.token)
		if p.limitsAt.Before(begun) {
			p.limits = nil // The Hub no longer reports them.
		}
	})
	o.counters.churn(changes)
	o.logCompleted(before, s, changes)
	o.failures = failures{}
}

func (o *organization) logCompleted(before, s *Snapshot, changes churn) {
	switch {
	case before == nil:
		level.Info(o.logger).Log("msg", "First scrape completed", "members", s.Members, "pages", s.Pages, "duration", s.Took)
	case o.failures.count > 0:
		level.Info(o.logger).Log("msg", "Scrape completed again", "failures", o.failures.count, "members", s.Members)
	default:
		level.Debug(o.logger).Log("msg", "Scrape completed", "members", s.Members, "pages", s.Pages,
			"duration", s.Took, "joined", changes.joined, "left", changes.left)
	}
	if s.CanonicalName != "" && (before == nil || before.CanonicalName != s.CanonicalName) {
		level.Info(o.logger).Log("msg", "Organization has another name on the Hub", "name", s.CanonicalName)
	}
}

// failures are the scrapes that failed in a row.
type failures struct {
	count int
	// reason is what was logged in full of them last.
	reason string
}

// failed publishes a failure. It is logged with its cause and advice when the
// cause is new, and in short while it stays the same.
func (o *organization) failed(l *listing) {
	var account *huggingface.Account
	o.update(func(p *polling) {
		p.err, p.lastScrape = l.err, time.Now()
		p.setToken(l.token)
		account = p.account
	})
	code := huggingface.ErrorCode(l.err)
	o.counters.scrapeFailed(code)
	o.failures.count++
	line := []any{"msg", "Scrape still failing", "failures", o.failures.count}
	cause, advice := o.explain(l.err, account)
	if reason := code + cause; o.failures.reason != reason {
		o.failures.reason = reason
		line = []any{"msg", "Scrape failed", "cause", cause, "advice", advice}
	}
	level.Error(o.logger).Log(append(line, errorFields(code, l.err)...)...)
}

// errorFields are what a log line says of an error.
func errorFields(code string, err error) []any {
	fields := []any{"code", code, "err", err}
	if id := huggingface.RequestID(err); id != "" {
		fields = append(fields, "request_id", id)
	}
	return fields
}

func (o *organization) explain(err error, account *huggingface.Account) (cause, advice string) {
	if o.shared.opts.Explain == nil {
		return "", ""
	}
	return o.shared.opts.Explain(err, account)
}
