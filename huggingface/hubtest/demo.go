package hubtest

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// DemoToken is the token of the organizations of [Demo]. It is not secret.
const DemoToken = "hf_demo_not_a_secret"

// DemoOrganizations are what to ask of [Demo]. The last one does not exist.
func DemoOrganizations() []string {
	return []string{"acme", "globex", "initech", "umbrella"}
}

// Demo returns a Hub to show what an exporter shows:
//
//   - acme has about 1,200 members, who change a little with every listing but
//     the first, and DemoToken is an admin's: all fields;
//   - globex has 80, and DemoToken is not an admin's: fields are undisclosed;
//   - initech has revoked DemoToken: 403;
//   - umbrella does not exist: 404.
func Demo() *Hub {
	h := New()
	h.requests.keep = 1000          // A demonstration runs for days.
	h.SetQuota(6000, 5*time.Minute) // as documented for the members of an enterprise
	h.SetToken(DemoToken, Token{Name: "demo", Role: "read", User: "demo", ExpiresAt: time.Now().AddDate(0, 0, 60)})

	acme := demoAcme()
	h.SetOrganization(acme)
	h.SetOrganization(Organization{
		Name:    "globex",
		Plan:    "team",
		Members: Members(80, 2),
		Tokens:  map[string]Power{DemoToken: Insider},
	})
	h.SetOrganization(Organization{
		Name:         "initech",
		Members:      Members(25, 3),
		Tokens:       map[string]Power{DemoToken: Insider},
		Restrictions: []string{"token-revoked"},
	})

	h.Fault(Match{Organization: "acme", Page: 1, After: 1}, newDrift(h, acme).fault)
	h.Fault(Match{Organization: "initech"},
		Status(http.StatusForbidden, MessageRevoked))
	return h
}

// demoAcme has something to see in every metric: two admins without a second
// factor, externals, and a resource group with members that no token sees.
func demoAcme() Organization {
	members := Members(1200, 1)
	weak := 0
	for i := range members {
		if members[i].Role == "admin" {
			members[i].TwoFaEnabled = weak >= 2
			weak++
		}
	}
	demoGroups(members)
	return Organization{
		Name:      "acme",
		Plan:      "enterprise",
		PeriodEnd: time.Now().AddDate(0, 0, 40).Truncate(time.Second),
		Members:   members,
		Tokens:    map[string]Power{DemoToken: Admin},
	}
}

// demoGroups recounts the groups, with seven hidden members in one.
func demoGroups(members []Member) {
	countGroups(members)
	for _, m := range members {
		for i := range m.ResourceGroups {
			if m.ResourceGroups[i].Name == "Safety data" {
				m.ResourceGroups[i].NumUsers += 7
			}
		}
	}
}

// drift is the life of an organization: with each listing somebody joins,
// leaves, or changes. The n-th change is always the same.
type drift struct {
	hub *Hub

	mu           sync.Mutex
	organization Organization
	arrivals     *generator
	random       *rand.Rand
}

func newDrift(h *Hub, o Organization) *drift {
	return &drift{hub: h, organization: o.clone(), arrivals: newGenerator(4), random: rand.New(rand.NewPCG(5, 0))}
}

func (d *drift) fault(w http.ResponseWriter, r *http.Request, next http.Handler) {
	d.mu.Lock()
	d.step()
	d.mu.Unlock()
	next.ServeHTTP(w, r)
}

// step keeps the size about the same: as many join as leave in the long run.
func (d *drift) step() {
	members := d.organization.Members
	if d.random.IntN(2) == 0 {
		i := d.random.IntN(len(members))
		if members[i].Role != "admin" {
			members = slices.Delete(members, i, i+1)
		}
	}
	for range []int{0, 0, 0, 0, 1, 2}[d.random.IntN(6)] {
		joiner := d.arrivals.member()
		joiner.Role = d.role()
		members = append(members, joiner)
	}
	// The admins stay as they are: the weak ones are to be seen for long.
	if m := &members[d.random.IntN(len(members))]; m.Role != "admin" {
		m.Role = d.role()
		if d.random.IntN(3) == 0 {
			m.TwoFaEnabled = !m.TwoFaEnabled
		}
	}
	demoGroups(members)
	d.organization.Members = members
	d.hub.SetOrganization(d.organization)
}

// role is any but admin.
func (d *drift) role() string {
	return []string{"read", "write", "contributor"}[d.random.IntN(3)]
}
