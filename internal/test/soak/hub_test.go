//go:build acceptance

package soak_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

const secret = "hf_TheTokenOfTheSoak"

// company is an organization that changes when a listing begins, and at no other
// time: a listing is of one version, whole or not at all.
type company struct {
	collector.Hub // the client
	hub           *hubtest.Hub
	name          string

	mu           sync.Mutex
	random       *rand.Rand
	organization hubtest.Organization
	spare        []hubtest.Member // who may join
	// versions are the data series of what the organization was, from the one
	// that was published last to the latest.
	versions []rig.Series
	first    int // members of the version that was published first
}

func newCompany(hub *hubtest.Hub, i int, seed uint64) *company {
	c := &company{hub: hub, name: fmt.Sprintf("org-%d", i), random: rand.New(rand.NewPCG(seed, uint64(i))), first: -1}
	c.organization = hubtest.Organization{Name: c.name, Plan: "team", Tokens: map[string]hubtest.Power{secret: hubtest.Admin}}
	everybody := hubtest.Members(70, seed+uint64(i))
	c.organization.Members, c.spare = slices.Clone(everybody[:3*i+1]), slices.Clone(everybody[3*i+1:])
	hub.SetOrganization(c.organization)
	return c
}

// Members is that of the client, of the next version.
func (c *company) Members(ctx context.Context, organization string, opts ...huggingface.ListOption) iter.Seq2[huggingface.Member, error] {
	c.change()
	return c.Hub.Members(ctx, organization, opts...)
}

// change lets some join, leave and change.
func (c *company) change() {
	c.mu.Lock()
	defer c.mu.Unlock()
	members := c.organization.Members
	for range c.random.IntN(4) {
		switch n := c.random.IntN(3); {
		case n == 0 && len(members) > 1: // The last one is its admin.
			i := c.random.IntN(len(members))
			c.spare = append(c.spare, members[i])
			members = slices.Delete(members, i, i+1)
		case n == 1 && len(c.spare) > 0:
			i := c.random.IntN(len(c.spare))
			members = slices.Insert(members, c.random.IntN(len(members)+1), c.spare[i])
			c.spare = slices.Delete(c.spare, i, i+1)
		default:
			m := &members[c.random.IntN(len(members))]
			m.Role = []string{"admin", "write", "contributor", "read", "no_access"}[c.random.IntN(5)]
			m.TwoFaEnabled = !m.TwoFaEnabled
		}
	}
	c.organization.Members = members
	c.hub.SetOrganization(c.organization)
	c.versions = append(c.versions, rig.Truth(c.organization, hubtest.Admin))
}

// published reports whether the series are of one version, and not of an older
// one than before. Latest says that only the latest will do.
func (c *company) published(data rig.Series, latest bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(data) == 0 && c.first < 0 && !latest {
		return nil // nothing was whole yet
	}
	versions := c.versions
	if latest {
		versions = versions[len(versions)-1:]
	}
	i := slices.IndexFunc(versions, func(v rig.Series) bool { return data.Differences(v) == "" })
	if i < 0 {
		return fmt.Errorf("%s shows what it never was, or no longer should; from the latest:%s", c.name, data.Differences(c.versions[len(c.versions)-1]))
	}
	c.versions = versions[i:]
	if c.first < 0 {
		c.first = int(c.versions[0].Sum("huggingface_organization_members"))
	}
	return nil
}
