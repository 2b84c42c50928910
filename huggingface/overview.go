package huggingface

import (
	"context"
	"errors"
	"math"
	"net/url"

	"github.com/go-json-experiment/json"
)

// Overview is what GET /api/organizations/{name}/overview tells, the number of
// members among it.
type Overview struct {
	// Members is the number that the Hub reports.
	Members Optional[int]
	// Plan is team, enterprise, plus or academia; "" where not told.
	Plan string
}

// Overview reads the overview of an organization. Errors are those of
// [Client.Members].
func (c *Client) Overview(ctx context.Context, organization string) (Overview, error) {
	s, err := c.begin(EndpointOverview)
	if err == nil {
		err = CheckOrganization(organization)
	}
	if err != nil {
		return Overview{}, err
	}
	o, err := s.overview(ctx, s.hub.JoinPath("api", "organizations", url.PathEscape(organization), "overview"))
	return o, s.redacted(err)
}

func (s *session) overview(ctx context.Context, u *url.URL) (Overview, error) {
	resp, err := s.get(ctx, u)
	if err != nil {
		return Overview{}, err
	}
	defer resp.Body.Close()
	var answer struct {
		Members *float64 `json:"numUsers"`
		Plan    *string  `json:"plan"`
	}
	if err := json.UnmarshalRead(resp.Body, &answer); err != nil {
		return Overview{}, unusable(resp, err)
	}
	var o Overview
	if n := answer.Members; n != nil {
		if *n < 0 || *n > math.MaxInt32 || *n != math.Trunc(*n) {
			return Overview{}, unusable(resp, errors.New("its numUsers is not a count"))
		}
		o.Members = Disclosed(int(*n))
	}
	if answer.Plan != nil {
		o.Plan = *answer.Plan
	}
	return o, nil
}
