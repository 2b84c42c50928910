package huggingface

// The kinds of diagnoses.
const (
	KindTokenMissing = "token-missing"
	KindTokenInvalid = "token-invalid"
	KindTokenPending = "token-pending"
	KindTokenDenied  = "token-denied"
	KindTokenRevoked = "token-revoked"
	KindTokenPolicy  = "token-policy"
	KindTokenSource  = "token-source"
	KindPlanRequired = "plan-required"
	KindSSORequired  = "sso-required"
	KindMFARequired  = "mfa-required"
	KindIPRestricted = "ip-restricted"
	KindNotAdmin     = "not-admin"
	KindForbidden    = "forbidden"
	KindNotFound     = "not-found"
	KindRateLimited  = "rate-limited"
	KindHubError     = "hub-error"
	KindUnexpected   = "unexpected"
	KindTimeout      = "timeout"
	KindDNS          = "dns"
	KindRefused      = "refused"
	KindTLS          = "tls"
	KindProxy        = "proxy"
	KindConnection   = "connection"
	KindElsewhere    = "elsewhere"
	KindResponse     = "response"
)

// Diagnoses returns all diagnoses. It is the only place of the project that
// holds such advice: logs, the status page, the check report and the runbooks
// take it from here.
func Diagnoses() []Diagnosis {
	return append(accessDiagnoses(), exchangeDiagnoses()...)
}

// accessDiagnoses are those in which the Hub understood and said no.
func accessDiagnoses() []Diagnosis {
	return []Diagnosis{
		{KindTokenMissing, "The Hub wants a token, and the exporter has none.", []string{
			"Create a token of type Read at https://huggingface.co/settings/tokens, as a user who is an admin of the organization.",
			"Give it to the exporter with --huggingface.token-file, HF_TOKEN, or authorization.credentials_file in the configuration file.",
		}},
		{KindTokenInvalid, "The Hub does not accept the token: it is wrong, has expired, or was deleted.", []string{
			"Look at https://huggingface.co/settings/tokens, as the token's owner, whether the token still exists and when it expires.",
			"Create a new one of type Read if not, and put it in the place of the old one: the next scrape uses it, no restart is needed.",
			"Check that the whole token was copied (it starts with hf_) and that it may read: a fine-grained one needs the permission to read the organization's settings and members.",
		}},
		{KindTokenPending, "The organization lets tokens in after an approval, and this one's is pending.", []string{
			"Ask an admin of the organization to approve the token, in the organization's settings under Tokens Management.",
		}},
		{KindTokenDenied, "An admin of the organization denied the token its approval.", []string{
			"Ask the organization's admins why, then create a new fine-grained token with no more permissions than reading the organization, and have it approved.",
		}},
		{KindTokenRevoked, "The organization revoked the token.", []string{
			"Ask the organization's admins why, since they may have seen it leaked.",
			"Create a new token at https://huggingface.co/settings/tokens and put it in the place of the old one: the next scrape uses it.",
		}},
		{KindTokenPolicy, "The organization admits only fine-grained tokens, and this is another one.", []string{
			"Create a fine-grained token at https://huggingface.co/settings/tokens with read access to this organization, and put it in the place of the old one.",
			"If the organization asks for an approval, have an admin approve it.",
		}},
		{KindPlanRequired, "The organization's plan does not include what was asked for.", []string{
			"Check the plan and its payment in the organization's billing settings.",
			"Upgrade, or take the organization out of the exporter.",
		}},
		{KindSSORequired, "The organization asks for single sign-on, and the token has no session with it.", []string{
			"Sign in to the organization through its identity provider as the token's owner, then try again.",
			"Or use the token of an owner who is exempt from single sign-on.",
		}},
		{KindMFARequired, "The organization asks for two-factor authentication, and the token's owner has none.", []string{
			"Enable two-factor authentication for the token's owner at https://huggingface.co/settings/authentication.",
		}},
		{KindIPRestricted, "The organization does not admit requests from the exporter's IP address.", []string{
			"Ask an admin to add the exporter's outgoing address to the organization's allowed IP ranges (Network Security).",
			"Or run the exporter, or send it through a proxy (proxy_url), where the address is allowed.",
		}},
		{KindNotAdmin, "The full list of members is for admins of the organization, and the token's owner is none.", []string{
			"Make the token's owner an admin, or use the token of an admin.",
		}},
		{KindForbidden, "The token's owner may not read this organization.", []string{
			"Check that the token's owner is a member of the organization; the full list may need an admin.",
			"Check that a fine-grained token has this organization in its scope.",
		}},
		{KindNotFound, "There is no such organization, or the token may not see it.", []string{
			"Compare the name with the organization's address, https://huggingface.co/NAME: capital letters count.",
			"Check that the organization still exists, and was not renamed.",
			"Check that the token's owner is a member of it: the Hub does not tell outsiders of private organizations.",
		}},
		{KindRateLimited, "The Hub answers no more requests of this token for now.", []string{
			"It recovers by itself when the rate limit's window ends.",
			"If it comes back: raise --scrape.interval or --huggingface.page-size, and look who else uses the token.",
		}},
	}
}

// exchangeDiagnoses are those in which there was no answer, or none of use.
func exchangeDiagnoses() []Diagnosis {
	return []Diagnosis{
		{KindTokenSource, "The token cannot be read from where the configuration says it is.", []string{
			"Check that the file exists, that the exporter's user may read it, and that it holds the token and nothing else.",
		}},
		{KindHubError, "The Hub itself failed.", []string{
			"Look at https://status.huggingface.co and wait: the exporter keeps trying.",
			"If it lasts, report it to Hugging Face with the request id.",
		}},
		{KindUnexpected, "The Hub gave an answer that the exporter does not expect.", []string{
			"Check that --huggingface.endpoint is the address of a Hub.",
			"Look for a newer version of the exporter.",
		}},
		{KindTimeout, "The Hub, or the way to it, was too slow.", []string{
			"Look at https://status.huggingface.co and at the network between the exporter and the Hub.",
			"For a large organization raise --scrape.timeout, --huggingface.request-timeout or --huggingface.page-size.",
		}},
		{KindDNS, "The Hub's name cannot be resolved.", []string{
			"Check the spelling of --huggingface.endpoint (or HF_ENDPOINT), and the DNS of the machine or pod.",
		}},
		{KindRefused, "Nothing answers at the Hub's address and port.", []string{
			"Check --huggingface.endpoint (or HF_ENDPOINT), and that a firewall lets the exporter out.",
			"If the network needs a proxy, set HTTPS_PROXY or proxy_url.",
		}},
		{KindTLS, "TLS with the Hub fails: its certificate is not trusted, or the two sides do not agree.", []string{
			"If a proxy opens TLS, give its CA with tls_config.ca_file in the configuration file, or with SSL_CERT_FILE.",
			"Check the clock of the machine, and that --huggingface.endpoint has the name that the certificate is for.",
			"If the error is about a certificate of the client, give one with tls_config.cert_file and tls_config.key_file.",
		}},
		{KindProxy, "The proxy does not let the exporter through.", []string{
			"Check the address, user and password of the proxy: proxy_url in the configuration file, or HTTPS_PROXY.",
			"Ask who runs the proxy to allow the Hub's host.",
		}},
		{KindConnection, "The connection to the Hub broke.", []string{
			"If it happens seldom, ignore it: the next scrape tries again.",
			"If it lasts, look at the network, the proxy and the firewall between the exporter and the Hub.",
		}},
		{KindElsewhere, "The Hub's answer leads to another host, port or scheme; nothing was sent there.", []string{
			"Check that --huggingface.endpoint is the Hub's own address (https, no www), not one that redirects.",
			"If it is, a proxy or somebody in between changes the answers: find out who.",
		}},
		{KindResponse, "The Hub's answer cannot be used, so nothing of it was taken.", []string{
			"Check that --huggingface.endpoint is the address of a Hub, and that no proxy changes its answers.",
			"If it lasts, look for a newer version of the exporter, or report it with the request id.",
		}},
	}
}
