package huggingface

import "strings"

// The messages of 403 that the Hub documents. The first comes for a token whose
// approval is pending and for one whose approval was denied.
const (
	messagePending = "Due to the organization token policy, your token needs to be approved by the organization before you can access this resource."
	messageRevoked = "Your token has been revoked by the organization administrator, you can no longer access organization resources. Please contact them for more information."
)

// Documented reports whether the message is one that the Hub documents. What
// others mean is a guess from their words.
func (e *APIError) Documented() bool {
	return strings.Contains(e.Message, messagePending) || strings.Contains(e.Message, messageRevoked)
}

// kindOfForbidden tells the reasons of a 403 apart, which the Hub does by the
// message alone. A message that is not documented is searched for whole words,
// the most specific reason first.
func kindOfForbidden(message string) Kind {
	switch {
	case strings.Contains(message, messagePending):
		return KindTokenPending
	case strings.Contains(message, messageRevoked):
		return KindTokenRevoked
	}
	for _, reason := range []struct {
		kind    Kind
		phrases string
	}{
		{KindTokenRevoked, "revoked"},
		{KindTokenPending, "approval|approved|token is pending|token pending|token was denied|token has been denied"},
		{KindTokenPolicy, "fine-grained|fine grained|finegrained|token policy|token-policy"},
		{KindSSORequired, "sso|single sign-on|single sign on|single-sign-on|saml|identity provider"},
		{KindMFARequired, "mfa|2fa|two-factor|two factor|multi-factor|second factor"},
		{KindIPRestricted, "ip|ips"},
		{KindNotAdmin, "admin|admins|administrator|administrators"},
	} {
		if !hasWord(message, reason.phrases) {
			continue
		}
		if reason.kind == KindTokenPolicy && hasWord(message, "permission|permissions|scope|scopes") && !hasWord(message, "only") {
			return KindForbidden // The token is of that type, and lacks a permission.
		}
		return reason.kind
	}
	return KindForbidden
}

// hasWord reports whether a message has one of the words or phrases, which |
// separates. They are in lower case. A dash is a part of a word.
func hasWord(message, phrases string) bool {
	text := " " + strings.Join(strings.FieldsFunc(strings.ToLower(message), func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), " ") + " "
	for phrase := range strings.SplitSeq(phrases, "|") {
		if strings.Contains(text, " "+phrase+" ") {
			return true
		}
	}
	return false
}
