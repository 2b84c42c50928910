package huggingface

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// ID identifies a user for good: names change, IDs do not. The Hub writes it
// as 24 hexadecimal digits.
type ID [12]byte

// ParseID reads the Hub's form of an ID.
func ParseID(s string) (ID, error) {
	return decodeID([]byte(s))
}

func decodeID(b []byte) (ID, error) {
	var id ID
	if len(b) != hex.EncodedLen(len(id)) {
		return ID{}, fmt.Errorf("an ID has 24 hexadecimal digits, this one has %d characters", len(b))
	}
	if _, err := hex.Decode(id[:], b); err != nil {
		return ID{}, errors.New("an ID has 24 hexadecimal digits, this one has others")
	}
	return id, nil
}

// String returns the Hub's form of the ID.
func (id ID) String() string {
	return hex.EncodeToString(id[:])
}

// Role is what a member may do in an organization or in a resource group.
type Role string

// The roles that the Hub documents. It may send others.
const (
	RoleAdmin       Role = "admin"
	RoleWrite       Role = "write"
	RoleContributor Role = "contributor"
	RoleRead        Role = "read"
	RoleNoAccess    Role = "no_access"
)

// Roles returns the documented roles, the most powerful first.
func Roles() []Role {
	return []Role{RoleAdmin, RoleWrite, RoleContributor, RoleRead, RoleNoAccess}
}

// Known reports whether the Hub documents the role.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// Member is one seat of an organization, as
// GET /api/organizations/{name}/members describes it.
type Member struct {
	ID       ID
	Username string
	Fullname string
	Pro      bool

	Role      Optional[Role]
	TwoFactor Optional[bool] // whether a second factor is enabled
	External  Optional[bool] // whether an external collaborator
	// VerifiedEmail is "" where the Hub disclosed that there is none.
	VerifiedEmail  Optional[string]
	ResourceGroups Optional[[]ResourceGroup]
}

// ResourceGroup is a member's place in one resource group.
type ResourceGroup struct {
	ID   string
	Name string
	// NumUsers is the size of the whole group, as the Hub reports it. It may
	// exceed the number of members that the token sees in the group.
	NumUsers int
	Role     Role
}
