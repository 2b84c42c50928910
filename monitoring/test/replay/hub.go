package main

import (
	"maps"
	"math"
	"time"
)

// person is a member as the Hub knows it.
type person struct {
	role                     string
	without2FA, external     bool
	roleHidden, externHidden bool // left out for every token
	unlisted                 bool // not in the directory file
}

// organization is the truth at the Hub. Events change it; exporters read it.
type organization struct {
	name   string
	people map[int]person
	next   int // id of the next member

	seatLimit        float64 // 0: none
	seatPrice        float64 // 0: unknown
	quotaLeft        float64 // 0 to 1
	slowness         float64 // duration of a scrape / interval
	subscriptionEnd  time.Time
	tokenExpiry      time.Time // zero: never
	tokenRole        string
	token            int    // another one at each change
	fault            string // code with which scrapes fail, "hang" for no end, "" for none
	accountFault     bool
	without2FAHidden bool // the two-factor setting is undisclosed for all
	externalsHidden  bool // the external flag is undisclosed for all
	unlistedKnown    bool // the exporter has a directory file
	hidden           int  // members whom the Hub counts and does not list
}

// newOrganization has two admins and n-2 readers, none of them a risk.
func newOrganization(name string, n int) *organization {
	o := &organization{name: name, people: map[int]person{}, tokenRole: "read", token: 1, quotaLeft: 0.9, slowness: 0.01}
	o.join(2, person{role: "admin"})
	o.join(n-2, person{role: "read"})
	return o
}

// join adds n members and returns their ids.
func (o *organization) join(n int, p person) []int {
	var ids []int
	for range n {
		o.people[o.next] = p
		ids = append(ids, o.next)
		o.next++
	}
	return ids
}

// replaceToken is what people do when a token expires.
func (o *organization) replaceToken(expiry time.Time) {
	o.tokenExpiry = expiry
	o.token++
}

// leave removes the n readers who joined last, and returns them for [organization.comeBack].
func (o *organization) leave(n int) map[int]person {
	gone := map[int]person{}
	for id := o.next - 1; id >= 0 && len(gone) < n; id-- {
		if p, ok := o.people[id]; ok && p.role == "read" && !p.external {
			gone[id] = p
			delete(o.people, id)
		}
	}
	return gone
}

func (o *organization) comeBack(people map[int]person) { maps.Copy(o.people, people) }

// set changes the first member who fits, and returns whether there was one.
func (o *organization) set(fits func(person) bool, change func(*person)) bool {
	for id := range o.next {
		if p, ok := o.people[id]; ok && fits(p) {
			change(&p)
			o.people[id] = p
			return true
		}
	}
	return false
}

func isRole(role string) func(person) bool { return func(p person) bool { return p.role == role } }
func setRole(role string) func(*person)    { return func(p *person) { p.role = role } }

// promote makes a reader admin.
func (o *organization) promote() { o.set(isRole("read"), setRole("admin")) }

// limitOr is the seat limit, or infinity where there is none.
func (o *organization) limitOr() float64 {
	if o.seatLimit == 0 {
		return math.Inf(1)
	}
	return o.seatLimit
}
