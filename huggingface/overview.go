package huggingface

import (
	"context"
	"errors"
	"math"
	"net/url"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
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
	s, err := c.begin(ctx, EndpointOverview)
	if err == nil {
		err = CheckOrganization(organization)
	}
	if err != nil {
		return Overview{}, err
	}
	return read(ctx, s, s.hub.JoinPath("api", "organizations", url.PathEscape(organization), "overview"), overviewJSON.overview)
}

type overviewJSON struct {
	Members *float64       `json:"numUsers"`
	Plan    jsontext.Value `json:"plan"`
}

func (a overviewJSON) overview() (Overview, error) {
	var o Overview
	if n := a.Members; n != nil {
		if *n < 0 || *n > math.MaxInt32 || *n != math.Trunc(*n) {
			return Overview{}, errors.New("its numUsers is not a count")
		}
		o.Members = Disclosed(int(*n))
	}
	_ = json.Unmarshal(a.Plan, &o.Plan) // "" if not a string
	return o, nil
}
