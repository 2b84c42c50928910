package hubtest

// DemoDirectory lists who should have a seat in acme of [Demo]: its members
// and those who will join, by e-mail address where the Hub shows one, else by
// username. Some members are missing, one admin among them, as though they had
// left the company.
func DemoDirectory() []string {
	var entries []string
	admins := 0
	for i, m := range append(demoAcme().Members, demoArrivals(1000)...) {
		if m.Role == "admin" {
			admins++
		}
		switch {
		case i%100 == 7 && m.Role != "admin", i%10 == 0 && m.Role == "no_access", admins == 5 && m.Role == "admin":
		case m.VerifiedEmail != nil:
			entries = append(entries, *m.VerifiedEmail)
		default:
			entries = append(entries, m.User)
		}
	}
	return entries
}

// demoArrivals are the first who join acme.
func demoArrivals(n int) []Member {
	arrivals, members := newGenerator(4), make([]Member, n)
	for i := range members {
		members[i] = arrivals.member()
	}
	return members
}
