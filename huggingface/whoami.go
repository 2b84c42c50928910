package huggingface

import (
	"context"
	"errors"
	"math"
	"time"
)

// WhoAmI tells whose the token is, until when, and what its owner is in which
// organization, from GET /api/whoami-v2. The Hub's rate limit for it is
// strict: ask seldom. It is not tried again after 429. Errors are those of
// [Client.Members].
func (c *Client) WhoAmI(ctx context.Context) (Identity, error) {
	s, err := c.begin(ctx, EndpointWhoAmI)
	if err != nil {
		return Identity{}, err
	}
	return read(ctx, s, s.hub.JoinPath("api", "whoami-v2"), func(answer whoAmI) (Identity, error) {
		return answer.identity(s.token.ID())
	})
}

// maxUnix is the end of the year 9999, the last that RFC 3339 can write.
const maxUnix = 253402300799

// whoAmI is as much of the answer as an [Identity] has.
type whoAmI struct {
	Name string `json:"name"`
	Auth struct {
		AccessToken struct {
			Name        string `json:"displayName"`
			Role        string `json:"role"`
			FineGrained *struct {
				Scoped []struct {
					Entity struct {
						ID   string `json:"_id"`
						Name string `json:"name"`
						Type string `json:"type"`
					} `json:"entity"`
					Permissions []string `json:"permissions"`
				} `json:"scoped"`
			} `json:"fineGrained"`
		} `json:"accessToken"`
		ExpiresAt time.Time `json:"expiresAt"`
	} `json:"auth"`
	Organizations []organizationJSON `json:"orgs"`
}

type organizationJSON struct {
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Role         Role      `json:"roleInOrg"`
	Plan         string    `json:"plan"`
	PeriodEnd    *float64  `json:"periodEnd"`
	Restrictions *[]string `json:"securityRestrictions"`
}

func (a whoAmI) identity(token TokenID) (Identity, error) {
	id := Identity{
		Token:       token,
		Name:        a.Name,
		TokenName:   a.Auth.AccessToken.Name,
		TokenRole:   a.Auth.AccessToken.Role,
		TokenExpiry: a.Auth.ExpiresAt,
	}
	if fine := a.Auth.AccessToken.FineGrained; fine != nil {
		scopes := []Scope{}
		for _, s := range fine.Scoped {
			scopes = append(scopes, Scope{Type: s.Entity.Type, ID: s.Entity.ID, Name: s.Entity.Name, Permissions: s.Permissions})
		}
		id.Scopes = Disclosed(scopes)
	}
	for _, o := range a.Organizations {
		access, err := o.access()
		if err != nil {
			return Identity{}, err
		}
		id.Organizations = append(id.Organizations, access)
	}
	return id, nil
}

func (o organizationJSON) access() (OrganizationAccess, error) {
	access := OrganizationAccess{ID: o.ID, Name: o.Name, Role: o.Role, Plan: o.Plan}
	if o.PeriodEnd != nil {
		// A float64 that is out of range would convert to a wrong time.
		if *o.PeriodEnd < 0 || *o.PeriodEnd > maxUnix {
			return OrganizationAccess{}, errors.New("its periodEnd is not a Unix time")
		}
		whole, fraction := math.Modf(*o.PeriodEnd)
		access.PeriodEnd = time.Unix(int64(whole), int64(fraction*1e9))
	}
	if o.Restrictions != nil {
		access.Restrictions = Disclosed(*o.Restrictions)
	}
	return access, nil
}
