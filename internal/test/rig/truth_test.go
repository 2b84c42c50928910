package rig_test

import (
	"testing"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/test/rig"
)

// The numbers that the other tests compare with, by hand for once.
func TestTruth(t *testing.T) {
	group := hubtest.ResourceGroup{ID: "g1", Name: "One", NumUsers: 3, Role: "write"}
	email := "a@example.com"
	got := rig.Truth(hubtest.Organization{Name: "acme", Members: []hubtest.Member{
		{Role: "admin", TwoFaEnabled: true, VerifiedEmail: &email, ResourceGroups: []hubtest.ResourceGroup{group}},
		{Role: "admin", IsPro: true, ResourceGroups: []hubtest.ResourceGroup{group}},
		{Role: "read", TwoFaEnabled: true, IsExternalCollaborator: true},
	}}, 2)
	want := rig.Series{
		`huggingface_organization_members{organization="acme",role="admin"}`:                   2,
		`huggingface_organization_members{organization="acme",role="write"}`:                   0,
		`huggingface_organization_members{organization="acme",role="contributor"}`:             0,
		`huggingface_organization_members{organization="acme",role="read"}`:                    1,
		`huggingface_organization_members{organization="acme",role="no_access"}`:               0,
		`huggingface_organization_pro_members{organization="acme",role="admin"}`:               1,
		`huggingface_organization_pro_members{organization="acme",role="write"}`:               0,
		`huggingface_organization_pro_members{organization="acme",role="contributor"}`:         0,
		`huggingface_organization_pro_members{organization="acme",role="read"}`:                0,
		`huggingface_organization_pro_members{organization="acme",role="no_access"}`:           0,
		`huggingface_organization_members_without_2fa{organization="acme",role="admin"}`:       1,
		`huggingface_organization_members_without_2fa{organization="acme",role="write"}`:       0,
		`huggingface_organization_members_without_2fa{organization="acme",role="contributor"}`: 0,
		`huggingface_organization_members_without_2fa{organization="acme",role="read"}`:        0,
		`huggingface_organization_members_without_2fa{organization="acme",role="no_access"}`:   0,

		`huggingface_organization_external_collaborators{organization="acme",role="admin"}`:       0,
		`huggingface_organization_external_collaborators{organization="acme",role="write"}`:       0,
		`huggingface_organization_external_collaborators{organization="acme",role="contributor"}`: 0,
		`huggingface_organization_external_collaborators{organization="acme",role="read"}`:        1,
		`huggingface_organization_external_collaborators{organization="acme",role="no_access"}`:   0,

		`huggingface_organization_members_without_verified_email{organization="acme"}`:                                     2,
		`huggingface_organization_members_undisclosed{field="role",organization="acme"}`:                                   0,
		`huggingface_organization_members_undisclosed{field="two_factor",organization="acme"}`:                             0,
		`huggingface_organization_members_undisclosed{field="external_collaborator",organization="acme"}`:                  0,
		`huggingface_organization_members_undisclosed{field="verified_email",organization="acme"}`:                         0,
		`huggingface_organization_members_undisclosed{field="resource_groups",organization="acme"}`:                        0,
		`huggingface_scrape_pages{organization="acme"}`:                                                                    2,
		`huggingface_resource_group_members{organization="acme",resource_group="One",resource_group_id="g1",role="write"}`: 2,
		`huggingface_resource_group_reported_members{organization="acme",resource_group="One",resource_group_id="g1"}`:     3,
	}
	if d := got.Differences(want); d != "" {
		t.Error(d)
	}
}
