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
	// Soon says that the token expires soon.
	Soon bool
	// Restricted is what keeps the token out: "none", or words; "" where the
	// Hub does not tell.
	Restricted string
}

func newAccountView(a *huggingface.Account, now time.Time) *accountView {
	if a == nil {
		return nil
	}
	v := &accountView{Account: a, Soon: advice.ExpiresSoon(a.TokenExpiry, now)}
	if restrictions, told := a.Restrictions.Get(); told {
		var reasons []string
		for _, r := range restrictions {
			reasons = append(reasons, words(r))
		}
		v.Restricted = cmp.Or(strings.Join(reasons, ", "), "none")
	}
	return v
}
