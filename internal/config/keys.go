package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"huggingface_exporter/internal/textfmt"
)

// refusals are the HTTP settings of Prometheus that the Hub or its client has
// no use for, and what to do instead.
func refusals() map[string]string {
	const bearer = "the Hub accepts only bearer tokens: use authorization with credentials_file"
	return map[string]string{
		"basic_auth":                    bearer,
		"oauth2":                        bearer,
		"bearer_token":                  bearer,
		"bearer_token_file":             bearer,
		"authorization.credentials_ref": "there is no secret manager here: use credentials_file",
		"tls_config.ca_ref":             "there is no secret manager here: use ca_file",
		"tls_config.cert_ref":           "there is no secret manager here: use cert_file",
		"tls_config.key_ref":            "there is no secret manager here: use key_file",
	}
}

// fields are the keys that a type takes in YAML, and the types of their values.
func fields(t reflect.Type) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	if t = element(t); t.Kind() != reflect.Struct {
		return all
	}
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			maps.Copy(all, fields(f.Type))
		case name != "":
			all[name] = f.Type
		}
	}
	return all
}

// element is the type of a list's items, or of what a pointer points to.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// siblings are the keys that are known where an unknown one stands.
func siblings(n *yaml.Node, t reflect.Type, line int, unknown string) []string {
	known := fields(t)
	for i, child := range n.Content {
		next := t
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if child.Line == line && child.Value == unknown {
				return slices.Sorted(maps.Keys(known))
			}
			continue
		}
		if n.Kind == yaml.MappingNode && n.Content[i-1].Tag != "!!merge" {
			if next = known[n.Content[i-1].Value]; next == nil {
				continue
			}
		}
		if found := siblings(child, next, line, unknown); found != nil {
			return found
		}
	}
	return nil
}

// unknownKey suggests the nearest key, or lists them all.
func unknownKey(key string, known []string) string {
	if nearest := textfmt.Nearest(key, known); nearest != "" {
		return fmt.Sprintf("unknown key %s (did you mean %s?)", key, nearest)
	}
	if !plainKey.MatchString(key) || strings.HasPrefix(key, "hf_") {
		key = "(not shown)"
	}
	refused := refusals()
	known = slices.DeleteFunc(known, func(k string) bool { return refused[k] != "" || strings.HasSuffix(k, "_ref") })
	if len(known) == 0 {
		return "unknown key " + key
	}
	return fmt.Sprintf("unknown key %s: must be one of %s", key, strings.Join(known, ", "))
}
