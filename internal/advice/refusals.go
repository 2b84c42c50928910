package advice

import hf "huggingface_exporter/huggingface"

// Steps that several diagnoses have.
const (
	stepName       = "Compare the name with the organization's address, https://huggingface.co/NAME: it is not the display name."
	stepHubNetwork = "If it is a server error (5xx), check https://status.huggingface.co too: the Hub's own network may have answered for it."
	stepReport     = "If it lasts, report it to Hugging Face with the request id."
)

// The diagnoses of requests that the Hub understood and refused.

func tokenRefusals() []Diagnosis {
	return []Diagnosis{
		{hf.KindTokenMissing, "The Hub requires a token, and the exporter has none.", []string{
			"Create a token at https://huggingface.co/settings/tokens, as a user who is an admin of the organization.",
			"Pass it with --huggingface.token-file, HF_TOKEN, or authorization.credentials_file in the configuration file.",
		}},
		{hf.KindTokenInvalid, "The Hub does not accept the token: it is wrong, expired, or deleted.", []string{
			"As the token's owner, check at https://huggingface.co/settings/tokens whether the token still exists and when it expires.",
			"If it is expired or deleted, create a new one and replace the old token: the next scrape uses the new one, a restart is needed only for HF_TOKEN.",
			"Check that the whole token was copied (it starts with hf_).",
		}},
		{hf.KindTokenPending, "The token is pending approval by the organization, or its approval was denied.", []string{
			"Ask an admin of the organization to approve the token in the organization's settings, under Tokens Management; a denied token can still be approved there.",
			"The next scrape after the approval uses the token, no restart is needed.",
		}},
		{hf.KindTokenRevoked, "The token was revoked by the organization, permanently.", []string{
			"Ask an admin of the organization why it was revoked: the token may have been leaked.",
			"Create a new token at https://huggingface.co/settings/tokens and replace the old token.",
			"Have the new token approved by an admin if the organization requires approval.",
		}},
		{hf.KindTokenPolicy, "The organization accepts only fine-grained tokens, and this token is of another type.", []string{
			"Create a fine-grained token with read access to the organization at https://huggingface.co/settings/tokens, and replace the old token.",
			"Have the new token approved by an admin if the organization requires approval.",
		}},
	}
}

func accessRefusals() []Diagnosis {
	return []Diagnosis{
		{hf.KindPlanRequired, "The organization's plan does not include this feature.", []string{
			"Check the plan and its payment in the organization's billing settings.",
		}},
		{hf.KindSSORequired, "The organization requires single sign-on (SSO), and the token is not authorized for it.", []string{
			"As the token's owner, sign in to the organization through its identity provider, then try again.",
			"Or use the token of a member or service account that is exempt from single sign-on.",
		}},
		{hf.KindMFARequired, "The organization requires two-factor authentication (2FA), and the token's owner has not enabled it.", []string{
			"Enable two-factor authentication for the token's owner at https://huggingface.co/settings/authentication.",
		}},
		{hf.KindIPRestricted, "The organization does not allow requests from the exporter's IP address.", []string{
			"Ask an admin to add the exporter's outgoing IP address to the organization's allowed IP ranges (Network Security).",
			"Or send the exporter's requests through a proxy (proxy_url) whose address is allowed.",
		}},
		{hf.KindNotAdmin, "The list of members is restricted to admins of the organization, and the token's owner is not an admin.", []string{
			"Make the token's owner an admin of the organization, or use the token of an admin.",
		}},
		{hf.KindForbidden, "The token is not allowed to read this organization.", []string{
			"Check that the token's owner is a member of the organization; the full list may require an admin.",
			"Check that a fine-grained token has this organization in its scope, with the permission org.read.",
		}},
		{hf.KindNotFound, "The organization does not exist, or the token is not allowed to see it.", []string{
			stepName,
			"Check that the organization was not deleted or renamed.",
			"Check that the token's owner is a member: the Hub hides private organizations from others.",
		}},
		{hf.KindNotOrganization, "The Hub rejected the request (HTTP 400): the name may be that of a user, not of an organization.", []string{
			"Open https://huggingface.co/NAME: the page says whether it is a user or an organization.",
			"Correct --huggingface.organization or the name in the configuration file.",
		}},
	}
}

func rateLimits() []Diagnosis {
	return []Diagnosis{
		{hf.KindRateLimited, "Rate limited (HTTP 429): the token's quota of requests is used up.", []string{
			"Wait: the quota resets within 5 minutes, and the next scrape tries again.",
			"If it recurs, raise --scrape.interval, or set --huggingface.page-size=auto if it is fixed.",
			"Check what else uses the quota of the token's owner: all tokens of a user share it.",
		}},
		{hf.KindRateLimitedIP, "Rate limited (HTTP 429): requests without a token share the small quota of the exporter's IP address.", []string{
			"Configure a token: it has a larger quota of its own.",
		}},
		{hf.KindRateLimitedWhoAmI, "Rate limited (HTTP 429) when reading the account: the limit of whoami is strict.", []string{
			"Wait: the exporter reads the account at most once an hour, and the members do not depend on it.",
		}},
	}
}
