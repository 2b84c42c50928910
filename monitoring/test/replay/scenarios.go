package main

import "time"

// scenarios are the months that are replayed.
func scenarios() []*world {
	return []*world{quiet(), outages(), shards(), churn(), failures(), account()}
}

// quiet is a month in which nothing happens: members come and go one by one, exporters and Prometheus restart, each
// interval from 1m to 6h, one exporter and a pair, fields that the plan does not have.
func quiet() *world {
	w := newWorld("quiet month", 31, 1)
	for i, interval := range []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 6 * time.Hour} {
		large, hiding := newOrganization("large-"+interval.String(), 200), newOrganization("hiding-"+interval.String(), 40)
		hiding.externalsHidden, hiding.without2FAHidden = true, true
		large.subscriptionEnd, large.seatLimit, large.tokenExpiry = at(200*day), 300, at(300*day)
		large.join(4, person{role: "write", external: true})
		w.expect("HuggingFaceFieldsUndisclosed", "info", hiding.name, 0, day)
		w.churn(large)
		for _, instance := range []string{"a", "b"}[:1+i%2] {
			e := w.add(newExporter("seats-"+interval.String(), instance, interval, large, hiding))
			for d := time.Duration(2+i) * day; d < 30*day; d += 7 * day {
				w.restart(e, d+time.Duration(w.random.IntN(600))*time.Minute, 2*time.Minute)
			}
		}
		// One failed scrape.
		w.fault("500", time.Duration(9+i)*day, interval, large)
	}
	w.prometheusAway(12*day+3*time.Hour, 2*time.Minute)
	w.prometheusAway(20*day+time.Hour, 50*time.Minute)
	return w
}

// outages are of Prometheus, of exporters and of the Hub, while states last and news happen.
func outages() *world {
	w := newWorld("outages", 28, 2)
	lasting, news := newOrganization("lasting", 100), newOrganization("news", 100)
	lasting.set(isRole("admin"), func(p *person) { p.without2FA = true })
	lasting.set(isRole("read"), func(p *person) { p.external, p.role = true, "admin" })
	lasting.join(1, person{role: "read", unlisted: true, without2FA: true})
	lasting.unlistedKnown, lasting.hidden, lasting.tokenRole = true, 3, "write"
	lasting.seatLimit = float64(len(lasting.people))
	month := 28 * day
	w.expect("HuggingFaceSeatLimitReached", "warning", "lasting", 0, month)
	w.expect("HuggingFaceAdminWithout2FA", "warning", "lasting", 0, month)
	w.expect("HuggingFaceMembersWithout2FA", "info", "lasting", 0, month)
	w.expect("HuggingFaceExternalAdmin", "warning", "lasting", 0, month)
	w.expect("HuggingFaceMemberNotInDirectory", "warning", "lasting", 0, month)
	w.expect("HuggingFaceMembersHidden", "info", "lasting", 0, month)
	w.expect("HuggingFaceTokenCanWrite", "warning", "lasting", 0, month)

	e := w.add(newExporter("huggingface", "a", 5*time.Minute, lasting, news))
	added := func(from, to time.Duration) {
		w.on(from, news.promote)
		w.on(from, func() { news.join(1, person{role: "read", external: true}) })
		w.expect("HuggingFaceAdminAdded", "warning", "news", from, to)
		w.expect("HuggingFaceExternalCollaboratorAdded", "info", "news", from, to)
	}
	down := func(from, length time.Duration) {
		w.restart(e, from, length)
		w.expect("HuggingFaceExporterDown", "critical", "huggingface", from, from+length)
	}
	hub := func(from, length time.Duration) {
		w.fault("503", from, length, lasting, news)
		for _, o := range []string{"lasting", "news"} {
			w.expect("HuggingFaceScrapeFailing", "warning", o, from, from+length+5*time.Minute)
		}
	}
	added(2*day, 2*day+time.Hour) // Nothing is away.
	w.prometheusAway(4*day, 7*time.Hour)
	added(4*day+3*time.Hour, 4*day+8*time.Hour)
	down(6*day, 2*time.Hour)
	added(6*day+time.Hour, 6*day+3*time.Hour)
	hub(8*day, 3*time.Hour)
	added(8*day+time.Hour, 8*day+4*time.Hour)
	down(10*day, 40*time.Minute)
	w.restart(e, 11*day, 3*time.Minute)
	w.restart(e, 11*day+4*time.Hour, 8*time.Minute)
	hub(13*day, 40*time.Minute)
	hub(15*day, 2*day)
	added(16*day, 17*day+time.Hour)
	down(19*day, 2*day)
	w.prometheusAway(23*day, 2*day)
	added(24*day, 25*day+time.Hour)
	// An exporter restarts while the Hub is away.
	hub(27*day, 5*time.Hour)
	w.restart(e, 27*day+2*time.Hour, 3*time.Minute)
	return w
}

// shards are several exporters in one job, each with organizations of its own, and a pair of replicas; and another job.
func shards() *world {
	w := newWorld("shards and replicas", 28, 3)
	acme, globex, initech, hooli, umbrella := newOrganization("acme", 50), newOrganization("globex", 60), newOrganization("initech", 70), newOrganization("hooli", 20), newOrganization("umbrella", 20)
	a := w.add(newExporter("huggingface", "a", 5*time.Minute, acme, hooli))
	b := w.add(newExporter("huggingface", "b", 5*time.Minute, globex))
	c := w.add(newExporter("huggingface", "c", 5*time.Minute, initech))
	d := w.add(newExporter("huggingface", "d", 5*time.Minute, initech))
	other := w.add(newExporter("other", "z", 5*time.Minute, umbrella))
	lost := func(from, length time.Duration, organizations ...string) {
		for _, o := range organizations {
			w.expect("HuggingFaceExporterDown", "critical", o, from, from+length)
		}
	}
	// A shard is down; a shard leaves service discovery; both come back.
	w.restart(b, 4*day, 8*time.Hour)
	lost(4*day, 8*time.Hour, "globex")
	w.on(6*day, func() { a.listed = false })
	w.on(7*day, func() { a.listed = true })
	lost(6*day, day, "acme", "hooli")
	// An organization leaves the configuration of a living exporter.
	w.on(8*day, func() { a.organizations = []*organization{acme} })
	// A replica is unreachable for three hours, while an admin is promoted.
	w.on(10*day, func() { d.reachable = false })
	w.on(10*day+time.Hour, initech.promote)
	w.on(10*day+3*time.Hour, func() { d.reachable = true })
	w.expect("HuggingFaceExporterDown", "warning", "huggingface d", 10*day, 10*day+3*time.Hour)
	w.expect("HuggingFaceAdminAdded", "warning", "initech", 10*day+time.Hour, 10*day+2*time.Hour)
	// A pair restarts one after the other, under new addresses.
	for i, e := range []*exporter{c, d} {
		from := 12*day + time.Duration(i)*10*time.Minute
		w.on(from, func() { e.stop(); e.listed = false; e.instance += "-2" })
		w.on(from+2*time.Minute, func() { e.start(); e.listed = true })
	}
	// Old counts come back under new labels.
	w.on(13*day, func() { c.instance, d.instance = "c.example.com", "d.example.com" })
	// An organization leaves while its pod is replaced.
	w.on(14*day, func() { a.organizations = append(a.organizations, hooli) })
	w.on(15*day, func() { a.stop(); a.listed = false; a.instance, a.organizations = "a-2", []*organization{acme} })
	w.on(15*day+3*time.Minute, func() { a.start(); a.listed = true })
	// The other job is down for four days, then everything is.
	w.restart(other, 17*day, 4*day)
	w.expect("HuggingFaceExporterDown", "critical", "other", 17*day, 21*day)
	for _, e := range []*exporter{a, b, c, d} {
		w.restart(e, 23*day, 3*time.Hour)
	}
	w.expect("HuggingFaceExporterDown", "critical", "huggingface", 23*day, 23*day+3*time.Hour)
	// A configuration file that is wrong.
	w.on(25*day, func() { c.badConfig, d.badConfig = true, true })
	w.on(25*day+2*time.Hour, func() { c.badConfig, d.badConfig = false, false })
	w.expect("HuggingFaceConfigReloadFailed", "warning", "huggingface", 25*day, 25*day+2*time.Hour)
	// The job is renamed.
	w.on(27*day, func() { other.job = "renamed" })
	return w
}
