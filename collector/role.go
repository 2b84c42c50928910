package collector

import "huggingface_exporter/huggingface"

// role is a member's role as an index of counts. One byte of it is all that is
// remembered of a member's role.
type role uint8

const (
	roleAdmin role = iota
	roleWrite
	roleContributor
	roleRead
	roleNoAccess
	roleOther   // a role that this code does not know
	roleUnknown // the Hub did not disclose the role
	roles       // their number
)

// The values of the label role for members without one of the documented
// roles.
const (
	RoleOther   = "other"
	RoleUnknown = "unknown"
)

var roleNames = [roles]string{
	string(huggingface.RoleAdmin), string(huggingface.RoleWrite), string(huggingface.RoleContributor),
	string(huggingface.RoleRead), string(huggingface.RoleNoAccess), RoleOther, RoleUnknown,
}

// String is the value of the label role.
func (r role) String() string { return roleNames[r] }

func roleOf(name huggingface.Role) role {
	switch name {
	case huggingface.RoleAdmin:
		return roleAdmin
	case huggingface.RoleWrite:
		return roleWrite
	case huggingface.RoleContributor:
		return roleContributor
	case huggingface.RoleRead:
		return roleRead
	case huggingface.RoleNoAccess:
		return roleNoAccess
	case "":
		return roleUnknown
	}
	return roleOther
}

// memberRole is roleUnknown for an undisclosed role, which reads as "".
func memberRole(m *huggingface.Member) role {
	name, _ := m.Role.Get()
	return roleOf(name)
}
