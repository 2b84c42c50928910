package web

// words is what people call an identifier of the Hub or of the metrics: a role,
// a field, a restriction, the role of a token. One that is not known here stays
// as it is.
func words(identifier string) string {
	switch identifier {
	case "no_access":
		return "no access"
	case "two_factor", "mfa":
		return "two-factor authentication"
	case "external_collaborator":
		return "external collaborator"
	case "verified_email":
		return "verified e-mail address"
	case "resource_groups":
		return "resource groups"
	case "fineGrained":
		return "fine-grained"
	case "sso":
		return "single sign-on"
	case "ip":
		return "IP address"
	case "token-policy":
		return "token policy"
	case "token-revoked":
		return "token revoked"
	}
	return identifier
}
