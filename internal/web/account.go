package web

import (
	"cmp"
	"strings"
	"time"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/advice"
)

// accountView is what the Hub tells of the token. Texts are "" where it does
// not.
type accountView struct {
	*huggingface.Account
	Expiry moment // zero: never
	Soon   bool
	Renews moment // zero: unknown
	// Restricted is what keeps the token out: "none", or words; "" where the
	// Hub does not tell.
	Restricted string
}

func newAccountView(a *huggingface.Account, now time.Time) *accountView {
	if a == nil {
		return nil
	}
	v := &accountView{
		Account: a,
		Expiry:  newMoment(a.TokenExpiry, now),
		Soon:    advice.ExpiresSoon(a.TokenExpiry, now),
		Renews:  newMoment(a.PeriodEnd, now),
	}
	if restrictions, told := a.Restrictions.Get(); told {
		var reasons []string
		for _, r := range restrictions {
			reasons = append(reasons, words(r))
		}
		v.Restricted = cmp.Or(strings.Join(reasons, ", "), "none")
	}
	return v
}
