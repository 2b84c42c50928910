package check

import (
	"encoding/json"
	"io"
	"slices"
	"time"

	"huggingface_exporter/huggingface"
)

// Report is what a check found. Its JSON form is that of --format=json.
type Report struct {
	Time          time.Time      `json:"time"`
	Organizations []Organization `json:"organizations"`
}

// WriteJSON writes the report as indented JSON.
func (r Report) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// OK reports whether every organization can be read.
func (r Report) OK() bool {
	return !slices.ContainsFunc(r.Organizations, func(o Organization) bool { return !o.OK })
}

// Warned reports whether there is any warning.
func (r Report) Warned() bool { return r.count(Warning) > 0 }

func (r Report) count(severity Severity) int {
	n := 0
	for _, o := range r.Organizations {
		for _, p := range o.Problems {
			if p.Severity == severity {
				n++
			}
		}
	}
	return n
}

// Organization is what was found of one. What could not be learned is left
// out, and null in JSON.
type Organization struct {
	Name string `json:"organization"`
	// OK says that its members can be read. Warnings leave it true.
	OK bool `json:"ok"`
	// CanonicalName is the name that the Hub redirects to; "" for none.
	CanonicalName string      `json:"canonical_name,omitempty"`
	Token         *Token      `json:"token"`
	Account       *Account    `json:"account"`
	Contract      *Contract   `json:"contract"`
	Members       *Members    `json:"members"`
	Directory     *Directory  `json:"directory"`
	Fields        []Field     `json:"fields"`
	Groups        *Groups     `json:"resource_groups"`
	RateLimits    []RateLimit `json:"rate_limits"`
	Problems      []Problem   `json:"problems"`
}

// Token is the token that the organization is read with.
type Token struct {
	// Source is where it comes from; "" for no token at all.
	Source string `json:"source"`
	// Owner, Role and Expiry are known only of a valid token. Expiry is nil
	// for one that never expires.
	Valid  bool       `json:"valid"`
	Owner  string     `json:"owner,omitempty"`
	Role   string     `json:"role,omitempty"`
	Expiry *time.Time `json:"expires,omitempty"`
	// Name is what the owner calls the token. Permissions are those of a
	// fine-grained token for the organization, nil for another token.
	Name        string   `json:"name,omitempty"`
	Permissions []string `json:"permissions,omitempty"`
}

// Account is what the token's owner is in the organization.
type Account struct {
	// Member says whether the owner belongs to it at all.
	Member    bool             `json:"member"`
	Role      huggingface.Role `json:"role,omitempty"`
	Plan      string           `json:"plan,omitempty"`
	PeriodEnd *time.Time       `json:"period_end,omitempty"`
	// Restrictions now keep the token out. Nil is undisclosed.
	Restrictions []string `json:"restrictions"`
}

// Contract is what the configuration says of it. Seats and Price are 0 if it
// does not say.
type Contract struct {
	Seats int `json:"seats,omitempty"`
	// Price is that of a seat per month.
	Price    float64 `json:"price,omitempty"`
	Currency string  `json:"currency,omitempty"`
	// MonthlyCost is the price of all members; nil if the members or the price
	// are not known.
	MonthlyCost *float64 `json:"monthly_cost"`
}

// Members is how reading the list went.
type Members struct {
	Count int `json:"count"`
	// Reported is the number that the Hub reports; nil if it does not.
	Reported *int `json:"reported"`
	Pages    int  `json:"pages"`
	// PageSize is the number of members asked for at a time.
	PageSize int     `json:"page_size"`
	Seconds  float64 `json:"seconds"`
}

// Directory is how the members compare with the directory file.
type Directory struct {
	Listed   int `json:"listed"`
	Unlisted int `json:"unlisted"`
	Unknown  int `json:"unknown"`
}

// Field is one that the Hub may leave out of a member.
type Field struct {
	Name        string `json:"field"`
	Disclosed   int    `json:"disclosed"`
	Undisclosed int    `json:"undisclosed"`
	// Metrics are based on the field.
	Metrics []string `json:"metrics"`
}

// Groups is what the token sees of resource groups.
type Groups struct {
	Count int `json:"count"`
	// Hidden are those that have more members than the token sees.
	Hidden []HiddenGroup `json:"hidden"`
}

// HiddenGroup is a resource group with members that the token does not see.
type HiddenGroup struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Visible  int    `json:"visible"`
	Reported int    `json:"reported"`
}

// RateLimit is the state of one bucket. Limit is 0 where it is not known.
type RateLimit struct {
	Bucket    string    `json:"bucket"`
	Limit     int64     `json:"limit,omitempty"`
	Remaining int64     `json:"remaining"`
	Reset     time.Time `json:"reset"`
}

// Severity says whether a problem makes the check fail.
type Severity string

// Severities of problems.
const (
	Failure Severity = "error"   // the members cannot be read
	Warning Severity = "warning" // they can, and something is to know
)

// Problem is something wrong, and what to do about it.
type Problem struct {
	Severity Severity `json:"severity"`
	// Kind is that of a diagnosis, or of a warning of this package.
	Kind  huggingface.Kind `json:"kind"`
	Cause string           `json:"cause"`
	Steps []string         `json:"steps"`
	// Code, Message and RequestID are those of a failed request.
	Code      string `json:"code,omitempty"`
	Message   string `json:"message,omitempty"`
	RequestID string `json:"request_id,omitempty"`
}
