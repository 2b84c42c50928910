package roster

import (
	"strings"

	"huggingface_exporter/collector"
	"huggingface_exporter/huggingface"
)

// undisclosed is how tables and CSV show what the Hub does not tell.
const undisclosed = "unknown"

// member is one line of the roster, in the order of its columns. A nil pointer
// or slice is what the Hub does not tell.
type member struct {
	Organization string  `json:"organization"`
	UserID       string  `json:"user_id"`
	Username     string  `json:"username"`
	Email        *string `json:"email"` // verified; "" for none
	FullName     string  `json:"full_name"`
	Role         *string `json:"role"`
	LicenseType  *string `json:"license_type"`
	Pro          bool    `json:"pro"`
	TwoFactor    *bool   `json:"two_factor"`
	External     *bool   `json:"external"`
	// Directory is listed, unlisted or unknown; nil without a directory file.
	Directory      *string `json:"directory"`
	ResourceGroups []group `json:"resource_groups"`
}

type group struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
}

func columns() []string {
	return []string{
		"organization", "user_id", "username", "email", "full_name", "role", "license_type",
		"pro", "two_factor", "external", "directory", "resource_groups",
	}
}

// newMember makes the line of a member of an organization. Classify is nil
// without a directory file.
func newMember(organization string, m *huggingface.Member, classify func(*huggingface.Member) collector.Listing) *member {
	line := &member{
		Organization: organization,
		UserID:       m.ID.String(),
		Username:     m.Username,
		Email:        pointer(m.VerifiedEmail),
		FullName:     m.Fullname,
		Pro:          m.Pro,
		TwoFactor:    pointer(m.TwoFactor),
		External:     pointer(m.External),
	}
	if role, ok := m.Role.Get(); ok {
		line.Role, line.LicenseType = new(string(role)), new(licenseType(role))
	}
	if classify != nil {
		line.Directory = new(classify(m).String())
	}
	if groups, ok := m.ResourceGroups.Get(); ok {
		line.ResourceGroups = make([]group, 0, len(groups))
		for _, g := range groups {
			line.ResourceGroups = append(line.ResourceGroups, group{g.ID, g.Name, string(g.Role)})
		}
	}
	return line
}

// licenseType is what a license manager calls a role. It is "Other" for a role
// that is not known here.
func licenseType(r huggingface.Role) string {
	switch r {
	case huggingface.RoleAdmin:
		return "Admin"
	case huggingface.RoleWrite:
		return "Write"
	case huggingface.RoleContributor:
		return "Contributor"
	case huggingface.RoleRead:
		return "Read"
	case huggingface.RoleNoAccess:
		return "No access"
	}
	return "Other"
}

// cells are the values of the columns as text.
func (m *member) cells() []string {
	return []string{
		m.Organization, m.UserID, m.Username, show(m.Email, undisclosed, verbatim), m.FullName,
		show(m.Role, undisclosed, verbatim), show(m.LicenseType, undisclosed, verbatim),
		yesNo(m.Pro), show(m.TwoFactor, undisclosed, yesNo), show(m.External, undisclosed, yesNo),
		show(m.Directory, "", verbatim), // not "unknown": there is nothing to know without a file
		m.groups(),
	}
}

// groups is "name (role); name (role)".
func (m *member) groups() string {
	if m.ResourceGroups == nil {
		return undisclosed
	}
	texts := make([]string, len(m.ResourceGroups))
	for i, g := range m.ResourceGroups {
		texts[i] = g.Name + " (" + g.Role + ")"
	}
	return strings.Join(texts, "; ")
}

func pointer[T any](o huggingface.Optional[T]) *T {
	if value, ok := o.Get(); ok {
		return &value
	}
	return nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
