package huggingface

import (
	"errors"
	"strings"
)

// CheckOrganization reports why a text cannot be an organization's name, the
// NAME of https://huggingface.co/NAME. It asks nobody.
func CheckOrganization(name string) error {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
	switch {
	case name == "":
		return errors.New("the organization's name is empty")
	case strings.Trim(name, letters) != "", strings.Trim(name, ".") == "":
		return errors.New("the organization's name can have only letters, digits, '-', '_' and '.', as in https://huggingface.co/NAME")
	}
	return nil
}
