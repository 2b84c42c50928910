package main

import "time"

// churn is what happens to members and seats.
func churn() *world {
	w := newWorld("churn", 24, 4)
	month := 24 * day
	var all []*organization
	organization := func(name string, n int, limit float64) *organization {
		o := newOrganization(name, n)
		o.seatLimit, o.subscriptionEnd = limit, at(200*day)
		all = append(all, o)
		return o
	}
	// Twelve join once: growth, and no forecast.
	once := organization("once", 100, 192)
	w.on(16*day, func() { once.join(12, person{role: "read"}) })
	w.expect("HuggingFaceSeatsGrowingFast", "warning", "once", 16*day, 17*day)
	// SCIM removes 80 and brings them back: dropped, but no growth.
	scim := organization("scim", 200, 0)
	var gone map[int]person
	w.on(10*day, func() { gone = scim.leave(80) })
	w.on(10*day+5*time.Hour, func() { scim.comeBack(gone) })
	w.expect("HuggingFaceSeatsDropped", "warning", "scim", 10*day, 11*day)
	w.on(20*day, func() { gone = scim.leave(80) })
	w.on(22*day, func() { scim.comeBack(gone) })
	w.expect("HuggingFaceSeatsDropped", "warning", "scim", 20*day, 21*day)
	// An invitation of twelve is undone within a scrape.
	undone := organization("undone", 100, 0)
	var invited []int
	w.on(8*day, func() { invited = undone.join(12, person{role: "read"}) })
	w.on(8*day+6*time.Minute, func() {
		for _, id := range invited {
			delete(undone.people, id)
		}
	})
	// An invitation of twelve is undone after two hours: growth, but no drop.
	late := organization("undone late", 100, 0)
	var lateInvited []int
	w.on(11*day, func() { lateInvited = late.join(12, person{role: "read"}) })
	w.on(11*day+2*time.Hour, func() {
		for _, id := range lateInvited {
			delete(late.people, id)
		}
	})
	w.expect("HuggingFaceSeatsGrowingFast", "warning", "undone late", 11*day, 11*day+2*time.Hour)
	// 180 and 179 of 200, in turns.
	flapping := organization("flapping", 180, 200)
	w.expect("HuggingFaceSeatLimitNear", "warning", "flapping", 0, month)
	for d := 5 * time.Hour; d < month-day; d += 10 * time.Hour {
		w.quietly(d, func() { flapping.leave(1) })
		w.quietly(d+5*time.Hour, func() { flapping.join(1, person{role: "read"}) })
	}
	// Three of three, then a fourth.
	full := organization("full", 3, 3)
	w.expect("HuggingFaceSeatLimitReached", "warning", "full", 0, 15*day)
	w.on(15*day, func() { full.join(1, person{role: "read"}) })
	w.expect("HuggingFaceSeatsOverContract", "warning", "full", 15*day, month)
	// Steady growth: full in two weeks, then nearly full.
	growing := organization("growing", 100, 160)
	for d := 12 * time.Hour; d < month; d += 12 * time.Hour {
		w.quietly(d, func() { growing.join(1, person{role: "read"}) })
	}
	growing.subscriptionEnd = at(60 * day)
	w.expect("HuggingFaceSeatsPredictedOverContract", "warning", "growing", 14*day, 16*day)
	w.expect("HuggingFaceSeatLimitNear", "warning", "growing", 15*day, 22*day)
	roleNews(w, organization)
	w.add(newExporter("huggingface", "a", 5*time.Minute, all...))
	w.add(newExporter("huggingface", "b", 5*time.Minute, all...))
	return w
}

// roleNews are hidden fields that come back, and news about admins.
func roleNews(w *world, organization func(string, int, float64) *organization) {
	hiding := organization("hiding", 50, 0)
	hiding.join(5, person{role: "read", external: true})
	w.on(5*day, func() { hiding.set(isRole("admin"), func(p *person) { p.roleHidden = true }) })
	w.on(5*day+3*time.Hour, func() { hiding.set(isRole("admin"), func(p *person) { p.roleHidden = false }) })
	w.expect("HuggingFaceFieldsUndisclosed", "warning", "hiding", 5*day, 6*day)
	// Admins who are seen: one. The other one is possible.
	external := func(p person) bool { return p.external }
	for d := 9 * day; d < 9*day+12*time.Hour; d += 2 * time.Hour {
		w.on(d, func() { hiding.set(external, func(p *person) { p.externHidden = true }) })
		w.on(d+time.Hour, func() { hiding.set(external, func(p *person) { p.externHidden = false }) })
	}
	w.expect("HuggingFaceFieldsUndisclosed", "warning", "hiding", 9*day, 10*day)
	w.on(12*day, func() { hiding.externalsHidden = true })
	w.on(12*day+5*time.Hour, func() { hiding.externalsHidden = false })
	w.expect("HuggingFaceFieldsUndisclosed", "warning", "hiding", 12*day, 13*day)

	swapping := organization("swapping", 50, 0)
	w.on(6*day, func() { // One admin replaces another.
		swapping.set(isRole("admin"), setRole("write"))
		swapping.promote()
	})
	w.expect("HuggingFaceAdminAdded", "warning", "swapping", 6*day, 6*day+time.Hour)
	w.on(14*day, func() { swapping.set(isRole("admin"), setRole("write")) })
	w.expect("HuggingFaceLastAdmin", "info", "swapping", 14*day, 15*day)
	w.on(16*day, swapping.promote)
	w.expect("HuggingFaceAdminAdded", "warning", "swapping", 16*day, 16*day+time.Hour)
	w.on(18*day, func() { swapping.set(isRole("read"), func(p *person) { p.external = true }) })
	w.expect("HuggingFaceExternalCollaboratorAdded", "info", "swapping", 18*day, 18*day+time.Hour)
}

// failures are scrapes that fail, with each interval.
func failures() *world {
	w := newWorld("failing scrapes", 19, 5)
	slow(w)
	for _, interval := range []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 6 * time.Hour} {
		o, hanging := newOrganization("org-"+interval.String(), 50), newOrganization("hanging-"+interval.String(), 50)
		hanging.fault = "hang"
		e := w.add(newExporter("seats-"+interval.String(), "a", interval, o, hanging))
		w.expect("HuggingFaceDataStale", "critical", hanging.name, 0, 2*day)
		w.on(2*day, func() { hanging.fault = "" })
		// The token is refused for two days; the exporter restarts meanwhile, and one scrape fails with 500.
		w.fault("401", 3*day, 2*day, o)
		w.expect("HuggingFaceTokenUnauthorized", "critical", o.name, 3*day, 5*day)
		w.restart(e, 4*day, 3*time.Minute)
		w.on(4*day+12*time.Hour, func() { o.fault = "500" })
		w.on(4*day+12*time.Hour+interval, func() { o.fault = "401" })
		// Two days of 500, with a single 401.
		w.fault("500", 7*day, 2*day, o)
		w.expect("HuggingFaceScrapeFailing", "warning", o.name, 7*day, 9*day)
		w.on(8*day, func() { o.fault = "401" })
		w.on(8*day+interval, func() { o.fault = "500" })
		w.fault("403", 10*day, day, o)
		w.expect("HuggingFaceAccessForbidden", "critical", o.name, 10*day, 11*day)
		w.fault("404", 12*day, day, o)
		w.expect("HuggingFaceOrganizationNotFound", "critical", o.name, 12*day, 13*day)
		w.fault("418", 14*day, day, o)
		w.expect("HuggingFaceScrapeFailing", "warning", o.name, 14*day, 15*day)
		w.fault("timeout", 16*day, day, o)
		w.expect("HuggingFaceScrapeFailing", "warning", o.name, 16*day, 17*day)
		// One failure.
		w.fault("502", 18*day+7*time.Hour, interval, o)
	}
	return w
}

// slow is what makes scrapes work worse, and not fail.
func slow(w *world) {
	for _, interval := range []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 6 * time.Hour} {
		o := newOrganization("busy-"+interval.String(), 50)
		a := w.add(newExporter("busy-"+interval.String(), "a", interval, o))
		w.add(newExporter("busy-"+interval.String(), "b", interval, o))
		// Scrapes become slow for two days, and one alone is slow.
		w.on(day, func() { o.slowness = 0.9 })
		w.on(3*day, func() { o.slowness = 0.01 })
		w.expect("HuggingFaceScrapeSlow", "warning", o.name, day, 2*day)
		// Somebody else uses the quota for a day, and for one scrape.
		w.on(5*day, func() { o.quotaLeft = 0.05 })
		w.on(6*day, func() { o.quotaLeft = 0.9 })
		w.expect("HuggingFaceRateLimitLow", "warning", o.name, 5*day, 6*day)
		w.on(8*day, func() { o.quotaLeft = 0.05 })
		w.on(8*day+interval, func() { o.quotaLeft = 0.9 })
		// One exporter has a token of its own, which is refused for two days, and once.
		w.on(10*day, func() { a.fault = "401" })
		w.on(12*day, func() { a.fault = "" })
		w.expect("HuggingFaceReplicaFailing", "warning", o.name, 10*day, 12*day)
		w.on(14*day, func() { a.fault = "401" })
		w.on(14*day+interval, func() { a.fault = "" })
	}
}

// account is what the account behind the token tells.
func account() *world {
	w := newWorld("account", 28, 6)
	token, replaced, renewing, ended, blind := newOrganization("token", 20), newOrganization("replaced", 20), newOrganization("renewing", 20), newOrganization("ended", 20), newOrganization("blind", 20)
	e := w.add(newExporter("huggingface", "a", 5*time.Minute, token, replaced, renewing, ended, blind))
	// A token expires and is refused.
	token.tokenExpiry = at(20 * day)
	w.expect("HuggingFaceTokenExpiring", "warning", "token", 6*day, 18*day)
	w.expect("HuggingFaceTokenExpiring", "critical", "token", 18*day, 20*day)
	w.fault("401", 20*day, 3*day, token)
	w.expect("HuggingFaceTokenUnauthorized", "critical", "token", 20*day, 23*day)
	w.on(23*day, func() { token.replaceToken(time.Time{}) })
	// A token is replaced by one that never expires.
	replaced.tokenExpiry = at(15 * day)
	w.expect("HuggingFaceTokenExpiring", "warning", "replaced", day, 10*day)
	w.on(10*day, func() { replaced.replaceToken(time.Time{}) })
	w.restart(e, 8*day, 2*time.Hour)
	w.expect("HuggingFaceExporterDown", "critical", "huggingface", 8*day, 8*day+2*time.Hour)
	// A subscription renews, and one ends.
	renewing.subscriptionEnd = at(16 * day)
	w.expect("HuggingFaceRenewalSoon", "info", "renewing", 2*day, 16*day)
	w.on(16*day+30*time.Minute, func() { renewing.subscriptionEnd = at(16*day + 365*day) })
	ended.subscriptionEnd = at(5 * day)
	w.expect("HuggingFaceRenewalSoon", "info", "ended", 0, 5*day)
	w.expect("HuggingFaceSubscriptionEnded", "warning", "ended", 6*day, 7*day)
	// The account of one cannot be read once, and then for two days.
	w.on(12*day, func() { blind.accountFault = true })
	w.on(12*day+time.Hour, func() { blind.accountFault = false })
	w.on(25*day, func() { blind.accountFault = true })
	w.on(27*day, func() { blind.accountFault = false })
	w.expect("HuggingFaceAccountUnreadable", "warning", "blind", 25*day, 26*day)
	w.restart(e, 26*day, 3*time.Minute)
	return w
}
