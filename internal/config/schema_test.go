package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

// schema is a JSON schema, or a part of one, of the keywords that
// docs/configuration.schema.json uses.
type schema struct {
	Schema, Title, Description string             // for people
	Defs                       map[string]*schema `json:"$defs"`
	Ref                        string             `json:"$ref"`
	Type, Pattern              string
	Properties                 map[string]*schema
	AdditionalProperties       json.RawMessage
	Required                   []string
	DependentRequired          map[string][]string
	Items, Not                 *schema
	OneOf                      []*schema
	Const                      any
	Enum                       []any
	Minimum, Maximum           *float64
	ExclusiveMinimum           *float64
	MinItems, MaxLength        int
}

func loadSchema(t *testing.T) *schema {
	t.Helper()
	text, err := os.ReadFile("../../docs/configuration.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	d := json.NewDecoder(strings.NewReader(strings.Replace(string(text), `"$schema"`, `"Schema"`, 1)))
	d.DisallowUnknownFields() // a keyword that is not checked here
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// resolve follows a reference within the root.
func (s *schema) resolve(root *schema) *schema {
	if s.Ref != "" {
		return root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
	}
	return s
}

// check returns why a value is not valid; "" if it is.
func (s *schema) check(root *schema, v any) string {
	s = s.resolve(root)
	matches := 0
	for _, one := range s.OneOf {
		if one.check(root, v) == "" {
			matches++
		}
	}
	number, isNumber := v.(float64)
	text, isText := v.(string)
	switch {
	case s.Type != "" && !slices.Contains(types(v), s.Type):
		return fmt.Sprintf("%v is not of type %s", v, s.Type)
	case s.OneOf != nil && matches != 1, s.Const != nil && s.Const != v, s.Enum != nil && !slices.Contains(s.Enum, v),
		s.Not != nil && s.Not.check(root, v) == "",
		isText && (!regexp.MustCompile(s.Pattern).MatchString(text) || s.MaxLength > 0 && len(text) > s.MaxLength),
		isNumber && (s.Minimum != nil && number < *s.Minimum || s.Maximum != nil && number > *s.Maximum || s.ExclusiveMinimum != nil && number <= *s.ExclusiveMinimum):
		return fmt.Sprintf("%v is not allowed", v)
	}
	switch v := v.(type) {
	case []any:
		if len(v) < s.MinItems {
			return "too few items"
		}
		for _, item := range v {
			if problem := s.Items.check(root, item); problem != "" {
				return problem
			}
		}
	case map[string]any:
		return s.checkObject(root, v)
	}
	return ""
}

func (s *schema) checkObject(root *schema, v map[string]any) string {
	needed := s.Required
	for key, keys := range s.DependentRequired {
		if _, ok := v[key]; ok {
			needed = append(needed, keys...)
		}
	}
	for _, key := range needed {
		if _, ok := v[key]; !ok {
			return key + " is missing"
		}
	}
	var additional schema
	if len(s.AdditionalProperties) > 0 && string(s.AdditionalProperties) != "false" {
		if err := json.Unmarshal(s.AdditionalProperties, &additional); err != nil {
			return err.Error()
		}
	}
	for key, value := range v {
		next, known := s.Properties[key]
		if !known {
			if string(s.AdditionalProperties) == "false" {
				return key + " is unknown"
			}
			next = &additional
		}
		if problem := next.check(root, value); problem != "" {
			return key + ": " + problem
		}
	}
	return ""
}

// types are the JSON types of a value.
func types(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{"string"}
	case bool:
		return []string{"boolean"}
	case float64:
		if v == float64(int(v)) {
			return []string{"number", "integer"}
		}
		return []string{"number"}
	case []any:
		return []string{"array"}
	case map[string]any:
		return []string{"object"}
	}
	return nil
}

// keys are those of the schema, as config.Keys has them.
func (s *schema) keys(root *schema, prefix string, all map[string]bool) map[string]bool {
	if s = s.resolve(root); s.Items != nil {
		return s.Items.keys(root, prefix, all)
	}
	for name, next := range s.Properties {
		all[prefix+name] = true
		next.keys(root, prefix+name+".", all)
	}
	return all
}

// The schema has the keys that the exporter takes, and no other.
func TestSchemaHasTheKeys(t *testing.T) {
	s := loadSchema(t)
	described, taken := s.keys(s, "", map[string]bool{}), config.Keys()
	for key := range taken {
		if !described[key] {
			t.Errorf("%s is not in the schema", key)
		}
	}
	for key := range described {
		if !taken[key] {
			t.Errorf("%s is in the schema only", key)
		}
	}
	if len(taken) < 30 {
		t.Errorf("only %d keys", len(taken))
	}
}

// The schema takes a file if and only if the exporter does.
func TestSchemaAgreesWithTheExporter(t *testing.T) {
	example, err := os.ReadFile("../../docs/configuration.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	const acme = "organizations:\n  - name: acme\n"
	files := map[string]bool{string(example): true, acme: true, "": false, "organizations: []\n": false, "organizations:\n  - seat_limit: 5\n": false, "x: 1\n" + acme: false}
	for line, valid := range map[string]bool{
		"scrape_interval: 1m": true, "scrape_interval: 1h30m": false /* beyond --scrape.staleness */, "scrape_interval: 90": false, "scrape_interval: 0s": false, "scrape_timeout: 1m30s": true, "scrape_timeout: 5 m": false,
		"page_size: auto": true, "page_size: 10": true, "page_size: 9": false, "page_size: 10001": false, "page_size: all": false,
		"seat_limit: 1": true, "seat_limit: 0": false, "seat_limit: 2.5": false, "seat_limit: many": false,
		"seat_price: 20": true, "seat_price: 19.90": true, "seat_price: 0": false, "seat_price: free": false,
		"seat_currency: EUR": false, "{seat_price: 1, seat_currency: EUR}": true, "{seat_price: 1, seat_currency: eur}": false,
		"directory_file: staff.txt": true, "directory_files: staff.txt": false,
		"authorization: {credentials_file: token}": true, "authorization: {credentials: hf_x, type: Bearer}": true, "authorization: {}": false,
		"authorization: {credentials: hf_x, credentials_file: token}": false, "authorization: {credentials: hf_x, type: Basic}": false, "authorization: token": false,
		"proxy_url: http://proxy": true, "proxy_url: socks5://proxy": true, "proxy_url: proxy": false, "proxy_url: ftp://proxy": false,
		"{proxy_url: http://proxy, no_proxy: a}": true, "proxy_from_environment: true": true, "proxy_from_environment: maybe": false,
		"{proxy_url: http://proxy, proxy_connect_header: {X-Team: [a]}}": true, "{proxy_url: http://proxy, proxy_connect_header: a}": false,
		"tls_config: {min_version: TLS12}": true, "tls_config: {min_version: TLS99}": false, "tls_config: {insecure_skip_verify: true, server_name: x}": true, "tls_config: {verify: true}": false,
		"follow_redirects: true": true, "follow_redirects: false": false, "enable_http2: false": true, "enable_http2: 2": false,
		"http_headers: {X-Team: {values: [a], files: [token]}}": true, "http_headers: {X-Team: {value: a}}": false, "http_headers: {X-Team: a}": false,
		"basic_auth: {username: a}": false, "bearer_token: x": false,
	} {
		text := acme + "    " + line + "\n"
		if strings.HasPrefix(line, "{") {
			text = "organizations:\n  - {name: acme, " + line[1:] + "\n"
		}
		files[text] = valid
	}
	s := loadSchema(t)
	for text, valid := range files {
		path := write(t, text)
		for _, name := range []string{"acme.token", "globex.token", "employees.txt"} {
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte("hf_x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := config.Load(path, defaults, new(huggingface.TokenFiles)); (err == nil) != valid {
			t.Errorf("the exporter says %v of\n%s", err, text)
		}
		var decoded any
		if err := yaml.Unmarshal([]byte(text), &decoded); err != nil {
			t.Fatal(err)
		}
		problem := s.check(s, asJSON(t, decoded))
		if strings.Contains(text, "1h30m") {
			continue // the schema does not know the flags
		}
		if (problem == "") != valid {
			t.Errorf("the schema says %q of\n%s", problem, text)
		}
	}
}

// asJSON turns what YAML decodes to into what JSON does.
func asJSON(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var decoded any
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}
