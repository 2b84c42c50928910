package web_test

import (
	"errors"
	"time"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// The clock of synctest starts here.
func start() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }

// acme discloses everything but one member's second factor.
func acme() collector.Status {
	now := start()
	return collector.Status{
		Organization: "acme",
		Tried:        true,
		Up:           true,
		LastScrape:   now.Add(-3 * time.Minute),
		LastSuccess:  now.Add(-3 * time.Minute),
		NextScrape:   now.Add(2 * time.Minute),
		SeatLimit:    1500,
		SeatPrice:    20,
		SeatCurrency: "USD",
		Snapshot: &collector.Snapshot{
			Members:              1200,
			ByRole:               roles(12, 240, 120, 816, 12),
			Pro:                  roles(1, 20, 0, 40, 0),
			WithoutTwoFactor:     huggingface.Disclosed(roles(2, 30, 17, 100, 0)),
			External:             huggingface.Disclosed(roles(0, 5, 6, 0, 0)),
			WithoutVerifiedEmail: huggingface.Disclosed(7),
			Groups:               huggingface.Disclosed([]collector.Group{{ID: "a", Name: "Safety", Visible: 1, Reported: 10}}),
			Undisclosed:          undisclosed(0, 1, 0, 0, 0),
			Directory: huggingface.Disclosed([]collector.ListingCount{
				{Listing: collector.Listed, ByRole: roles(9, 235, 118, 800, 12)},
				{Listing: collector.Unlisted, ByRole: roles(1, 5, 2, 10, 0)},
				{Listing: collector.ListingUnknown, ByRole: roles(2, 0, 0, 6, 0)},
			}),
			CanonicalName: "Acme",
			Pages:         3,
			PageSize:      500,
			Took:          412 * time.Millisecond,
		},
		ReportedMembers: huggingface.Disclosed(1207),
		Account: &huggingface.Account{
			Owner:        "ann",
			TokenName:    "seats",
			TokenRole:    "fineGrained",
			TokenExpiry:  now.Add(60 * 24 * time.Hour),
			Role:         huggingface.RoleAdmin,
			Plan:         "enterprise",
			PeriodEnd:    now.Add(40 * 24 * time.Hour),
			Restrictions: huggingface.Disclosed([]string{}),
		},
	}
}

// withoutDirectory has a directory file that is of no use.
func withoutDirectory() collector.Status {
	s := acme()
	s.DirectoryErr = errors.New("employees.txt:4: not <an> entry")
	s.Snapshot.Directory = huggingface.Optional[[]collector.ListingCount]{}
	return s
}

// globex is read with a token that is not an admin's.
func globex() collector.Status {
	now := start()
	return collector.Status{
		Organization: "globex",
		Tried:        true,
		Up:           true,
		LastScrape:   now,
		LastSuccess:  now,
		NextScrape:   now.Add(5 * time.Minute),
		Snapshot: &collector.Snapshot{
			Members:     80,
			ByRole:      []collector.RoleCount{{Role: "unknown", Count: 80}},
			Pro:         []collector.RoleCount{{Role: "unknown", Count: 11}},
			Undisclosed: undisclosed(80, 80, 80, 80, 80),
			Pages:       1,
			PageSize:    500,
		},
	}
}

// failing never succeeded.
func failing(name string, err error) collector.Status {
	return collector.Status{
		Organization: name,
		Tried:        true,
		Err:          err,
		LastScrape:   start().Add(-time.Second),
		NextScrape:   start().Add(time.Minute),
		Stale:        true,
	}
}

func initech() collector.Status {
	return failing("initech", &huggingface.APIError{
		StatusCode: 403, Message: "Token has been revoked by the organization", RequestID: "Root=1-abc-def",
	})
}

func roles(counts ...int) []collector.RoleCount {
	var result []collector.RoleCount
	for i, role := range huggingface.Roles() {
		result = append(result, collector.RoleCount{Role: string(role), Count: counts[i]})
	}
	return result
}

func undisclosed(counts ...int) []collector.FieldCount {
	var result []collector.FieldCount
	for i, field := range []string{"role", "two_factor", "external_collaborator", "verified_email", "resource_groups"} {
		result = append(result, collector.FieldCount{Field: field, Count: counts[i], ByRole: []collector.RoleCount{{Role: "read", Count: counts[i]}}})
	}
	return result
}
