package check

import (
	"time"

	"huggingface_exporter/huggingface"
)

// Report is what a check found. Its JSON form is that of --format=json.
type Report struct {
	Time          time.Time      `json:"time"`
	Organizations []Organization `json:"organizations"`
}

// OK reports whether every organization can be read.
func (r Report) OK() bool {
	for _, o := range r.Organizations {
		if !o.OK {
			return false
		}
	}
	return true
}

// Organization is what was found of one. What could not be learned is left
// out, and null in JSON.
type Organization struct {
	Name string `json:"organization"`
	// OK says that its members can be read. Warnings leave it true.
	OK         bool        `json:"ok"`
	Token      *Token      `json:"token"`
	Account    *Account    `json:"account"`
	Members    *Members    `json:"members"`
	Fields     []Field     `json:"fields"`
	Groups     *Groups     `json:"resource_groups"`
	RateLimits []RateLimit `json:"rate_limits"`
	Problems   []Problem   `json:"problems"`

	known *huggingface.Account // nil where whoami did not tell
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

// Members is how reading the list went.
type Members struct {
	Count   int     `json:"count"`
	Pages   int     `json:"pages"`
	Seconds float64 `json:"seconds"`
}

// Field is one that the Hub may leave out of a member.
type Field struct {
	Name        string `json:"field"`
	Disclosed   int    `json:"disclosed"`
	Undisclosed int    `json:"undisclosed"`
	// Metrics hang on the field.
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
