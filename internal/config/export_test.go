package config

import (
	"reflect"
	"strings"
)

// Keys are the keys of the configuration file that are not refused, such as
// "organizations.tls_config.ca_file".
func Keys() map[string]bool {
	all := map[string]bool{}
	var walk func(prefix string, t reflect.Type)
	walk = func(prefix string, t reflect.Type) {
		for name, next := range fields(t) {
			if refusals()[strings.TrimPrefix(prefix+name, "organizations.")] == "" {
				all[prefix+name] = true
				walk(prefix+name+".", next)
			}
		}
	}
	walk("", reflect.TypeFor[file]())
	return all
}
