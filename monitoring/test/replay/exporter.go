package main

import (
	"cmp"
	"maps"
	"time"
)

// codes are those that exist at 0 from the start.
var codes = []string{"401", "402", "403", "404", "429", "500", "502", "503", "504", "timeout", "connection", "response", "token"}

const (
	staleness       = time.Hour // --scrape.staleness
	accountInterval = time.Hour
)

// exporter is a simulated huggingface_exporter. It shows the metrics of docs/metrics.md that rules and alerts use, and
// loses its memory when it stops.
type exporter struct {
	job, instance string
	interval      time.Duration
	organizations []*organization

	running   bool
	reachable bool   // for Prometheus
	listed    bool   // in service discovery
	badConfig bool   // the last reload failed
	fault     string // as that of an organization, for this exporter alone
	watches   map[*organization]*watch
}

// watch is what an exporter holds of one organization.
type watch struct {
	next                    time.Time
	tried, up               bool
	lastError               string
	lastSuccess             time.Time
	people                  map[int]person
	external, without2FA    bool // disclosed
	reported                int
	quotaLeft               float64
	scrapes, durations      float64
	errors                  map[string]float64
	changes                 map[[2]string]float64
	accountAt, accountAsked time.Time
	token                   int          // that accountAsked is about
	account                 organization // as of accountAt
	accountErrors           float64
}

func newExporter(job, instance string, interval time.Duration, organizations ...*organization) *exporter {
	return &exporter{job: job, instance: instance, interval: interval, organizations: organizations, reachable: true, listed: true}
}

func (e *exporter) start() { e.running, e.watches = true, map[*organization]*watch{} }
func (e *exporter) stop()  { e.running, e.watches = false, nil }

// advance makes the scrapes that are due.
func (e *exporter) advance(now time.Time) {
	if !e.running {
		return
	}
	configured := map[*organization]bool{}
	for _, o := range e.organizations {
		configured[o] = true
		w := e.watches[o]
		if w == nil {
			w = &watch{next: now, errors: map[string]float64{}, changes: map[[2]string]float64{}}
			e.watches[o] = w
		}
		w.readAccount(o, now)
		for !w.next.After(now) {
			w.scrape(o, cmp.Or(e.fault, o.fault), w.next, e.interval)
			w.next = w.next.Add(e.interval)
		}
	}
	maps.DeleteFunc(e.watches, func(o *organization, _ *watch) bool { return !configured[o] })
}

func (w *watch) scrape(o *organization, fault string, now time.Time, interval time.Duration) {
	if fault == "hang" {
		return
	}
	w.tried = true
	w.scrapes++
	w.quotaLeft = o.quotaLeft
	if w.up, w.lastError = fault == "", fault; !w.up {
		w.errors[fault]++
		if fault == "timeout" {
			w.durations += interval.Seconds()
		}
		return
	}
	w.durations += o.slowness * interval.Seconds()
	for id, p := range o.people {
		if old, ok := w.people[id]; ok && old.role != p.role && !old.roleHidden && !p.roleHidden {
			w.changes[[2]string{old.role, p.role}]++
		}
	}
	w.people, w.lastSuccess = maps.Clone(o.people), now
	w.external, w.without2FA, w.reported = !o.externalsHidden, !o.without2FAHidden, len(o.people)+o.hidden
}

// readAccount reads the account every hour and when the token has changed.
func (w *watch) readAccount(o *organization, now time.Time) {
	if w.token == o.token && now.Sub(w.accountAsked) < accountInterval {
		return
	}
	w.accountAsked, w.token = now, o.token
	if o.accountFault || o.fault == "401" || o.fault == "503" {
		w.accountErrors++
		return
	}
	w.accountAt, w.account = now, *o
}

// emit is a function that takes one sample: a name, pairs of label names and values, a value.
type emit func(value float64, name string, labels ...string)

// metrics sends what is on /metrics.
func (e *exporter) metrics(now time.Time, add emit) {
	add(1, "huggingface_exporter_build_info", "version", "1.0.0")
	if e.badConfig {
		add(0, "huggingface_exporter_config_last_reload_successful")
	} else {
		add(1, "huggingface_exporter_config_last_reload_successful")
	}
	for o, w := range e.watches {
		w.health(o, e.interval, func(value float64, name string, labels ...string) {
			add(value, name, append(labels, "organization", o.name)...)
		})
		w.figures(o, now, func(value float64, name string, labels ...string) {
			add(value, name, append(labels, "organization", o.name)...)
		})
	}
}

func (w *watch) health(o *organization, interval time.Duration, add emit) {
	add(interval.Seconds(), "huggingface_scrape_interval_seconds")
	add(w.scrapes, "huggingface_scrapes_total")
	add(w.scrapes, "huggingface_scrape_duration_seconds_count")
	add(w.durations, "huggingface_scrape_duration_seconds_sum")
	for _, code := range codes {
		add(w.errors[code], "huggingface_scrape_errors_total", "code", code)
	}
	for code, n := range w.errors {
		add(n, "huggingface_scrape_errors_total", "code", code)
	}
	if w.tried {
		add(w.quotaLeft*1000, "huggingface_rate_limit_remaining", "bucket", "api")
		add(1000, "huggingface_rate_limit_limit", "bucket", "api")
	}
	add(w.accountErrors, "huggingface_collector_errors_total", "collector", "account", "code", "500")
	if w.tried {
		add(boolean(w.up), "huggingface_up")
	}
	if w.lastError != "" {
		add(1, "huggingface_last_scrape_error", "code", w.lastError)
	}
	if !w.lastSuccess.IsZero() {
		add(unix(w.lastSuccess), "huggingface_last_success_timestamp_seconds")
	}
	if o.seatLimit > 0 {
		add(o.seatLimit, "huggingface_organization_seat_limit")
	}
	if o.seatPrice > 0 {
		add(o.seatPrice, "huggingface_organization_seat_price", "currency", "EUR")
	}
}

func (w *watch) figures(o *organization, now time.Time, add emit) {
	if !w.accountAt.IsZero() && now.Sub(w.accountAt) <= accountInterval+staleness {
		add(1, "huggingface_token_info", "token_role", w.account.tokenRole, "organization_role", "admin")
		if !w.account.tokenExpiry.IsZero() {
			add(unix(w.account.tokenExpiry), "huggingface_token_expiry_timestamp_seconds")
		}
		if !w.account.subscriptionEnd.IsZero() {
			add(unix(w.account.subscriptionEnd), "huggingface_organization_subscription_end_timestamp_seconds")
		}
	}
	for pair, n := range w.changes {
		add(n, "huggingface_organization_role_changes_total", "from", pair[0], "to", pair[1])
	}
	// No gauge vanishes while no scrape fails, whatever the interval.
	if w.lastSuccess.IsZero() || (!w.up && now.Sub(w.lastSuccess) > staleness) {
		return
	}
	w.count(o, add)
}

func (w *watch) count(o *organization, add emit) {
	members, without, externals, unlisted := roles(), roles(), roles(), roles()
	undisclosed := map[string]float64{"role": 0, "two_factor": 0, "external_collaborator": 0}
	for _, p := range w.people {
		role := p.role
		if p.roleHidden {
			role = "unknown"
			undisclosed["role"]++
		}
		members[role]++
		without[role] += boolean(p.without2FA)
		unlisted[role] += boolean(p.unlisted)
		if p.externHidden || !w.external {
			undisclosed["external_collaborator"]++
		} else {
			externals[role] += boolean(p.external)
		}
		if !w.without2FA {
			undisclosed["two_factor"]++
		}
	}
	byRole := func(name string, values map[string]float64, labels ...string) {
		for role, n := range values {
			add(n, name, append(labels, "role", role)...)
		}
	}
	byRole("huggingface_organization_members", members)
	if w.without2FA {
		byRole("huggingface_organization_members_without_2fa", without)
	}
	if w.external {
		byRole("huggingface_organization_external_collaborators", externals)
	}
	if o.unlistedKnown {
		byRole("huggingface_organization_directory_members", unlisted, "directory", "unlisted")
	}
	for field, n := range undisclosed {
		add(n, "huggingface_organization_members_undisclosed", "field", field)
	}
	add(float64(w.reported), "huggingface_organization_reported_members")
}

func roles() map[string]float64 {
	return map[string]float64{"admin": 0, "write": 0, "contributor": 0, "read": 0, "no_access": 0}
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func unix(t time.Time) float64 { return float64(t.Unix()) }
