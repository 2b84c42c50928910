package collector

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huggingface_exporter/huggingface"
)

// polling is what is known of one organization, and the metrics made of it. It
// is guarded by the organization's mutex.
type polling struct {
	target Target
	// next is when the next scrape is due; zero while one runs.
	next time.Time
	// deadline is when the scrape that runs or is due must have ended. Until
	// then nothing is wrong, and numbers are not stale.
	deadline time.Time

	// err and lastScrape are of the last scrape; zero before the first.
	err        error
	lastScrape time.Time

	// The last complete scrape.
	snapshot      *Snapshot
	lastSuccess   time.Time
	memberMetrics func() []prometheus.Metric // nil if not collected

	// The quota as last reported when asked for members.
	limits   []huggingface.RateLimit
	limitsAt time.Time

	// token is the one last used, account what is known of it, read at
	// accountAt.
	token     huggingface.TokenID
	account   *huggingface.Account
	accountAt time.Time

	overview   huggingface.Overview
	overviewAt time.Time // zero before the first
	// overviewFailed says that the last reading of the overview failed.
	overviewFailed bool

	// unread has the last failure of each collector that fails.
	unread map[string]failedReading

	metrics parts
}

// parts are the metrics made of the parts of a polling, once for each
// change; limits, which change with every request, when somebody asks for them.
type parts struct {
	polling, snapshot, overview, limits, account []prometheus.Metric
}

func (p *polling) tried() bool { return !p.lastScrape.IsZero() }

// schedule notes when the next scrape is due.
func (p *polling) schedule(next time.Time) {
	p.next = next
	p.deadline = next.Add(p.target.timeout())
}

// begin notes that a scrape runs.
func (p *polling) begin() {
	p.next = time.Time{}
	p.deadline = time.Now().Add(p.target.timeout())
}

// stale reports whether something read at a time is too old to be shown. As
// long as nothing has failed and nothing is overdue, it is current, whatever
// the interval.
func (p *polling) stale(read time.Time, failed bool, staleness time.Duration) bool {
	if staleness == 0 {
		return false
	}
	if !failed && p.deadline.After(read) {
		read = p.deadline
	}
	return time.Since(read) > staleness
}

// snapshotStale reports whether there is a snapshot and it is too old.
func (p *polling) snapshotStale(staleness time.Duration) bool {
	return p.snapshot != nil && p.stale(p.lastSuccess, p.err != nil, staleness)
}

func (p *polling) limitsStale(staleness time.Duration) bool {
	return p.limits == nil || p.stale(p.limitsAt, p.err != nil, staleness)
}

func (p *polling) overviewStale(staleness time.Duration) bool {
	return p.overviewAt.IsZero() || p.snapshotStale(staleness) || p.stale(p.overviewAt, p.overviewFailed || p.err != nil, staleness)
}

// accountStale allows for the time between two readings.
func (p *polling) accountStale(staleness time.Duration) bool {
	return p.account == nil || staleness > 0 && time.Since(p.accountAt) > identityInterval+staleness
}

// setSnapshot makes the metrics of a complete scrape. Those about members are
// made when somebody asks for them first.
func (p *polling) setSnapshot(f *freezer, organization string, s *Snapshot, info *memberInfo) {
	p.snapshot = s
	p.metrics.snapshot = metricsOf(f.gauge, snapshotGauges, organization, s)
	p.memberMetrics = nil
	if info != nil {
		p.memberMetrics = sync.OnceValue(func() []prometheus.Metric { return info.metrics(organization) })
	}
}

// collected are the metrics that are shown now.
func (p *polling) collected(f *freezer, staleness time.Duration) (metrics []prometheus.Metric, members func() []prometheus.Metric) {
	metrics = append(metrics, p.metrics.polling...)
	if p.snapshot != nil && !p.snapshotStale(staleness) {
		metrics = append(metrics, p.metrics.snapshot...)
		members = p.memberMetrics
	}
	if !p.overviewStale(staleness) {
		metrics = append(metrics, p.metrics.overview...)
	}
	if !p.limitsStale(staleness) {
		if p.metrics.limits == nil {
			p.metrics.limits = metricsOf(f.gauge, rateLimitGauges, p.target.Organization, p.limits)
		}
		metrics = append(metrics, p.metrics.limits...)
	}
	if !p.accountStale(staleness) {
		metrics = append(metrics, p.metrics.account...)
	}
	return metrics, members
}

// setToken notes which token was used. What is known of another token's account
// is not known of this one's. An unreadable token (zero) leaves it alone, as the
// snapshot stays, too.
func (p *polling) setToken(token huggingface.Token) {
	if token.IsZero() && p.err != nil || token.ID() == p.token {
		return
	}
	p.token, p.account, p.metrics.account = token.ID(), nil, nil
}
