package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"

	commonconfig "github.com/prometheus/common/config"
	"go.yaml.in/yaml/v3"

	"huggingface_exporter/huggingface"
)

// file is the file as it is written. Values are parsed by the [checker], which
// knows their keys.
type file struct {
	ScrapeInterval yaml.Node `yaml:"scrape_interval"`
	ScrapeTimeout  yaml.Node `yaml:"scrape_timeout"`
	Organizations  []entry   `yaml:"organizations"`
}

// entry is an organization as it is written.
type entry struct {
	Name           string                        `yaml:"name"`
	ScrapeInterval yaml.Node                     `yaml:"scrape_interval"`
	ScrapeTimeout  yaml.Node                     `yaml:"scrape_timeout"`
	PageSize       yaml.Node                     `yaml:"page_size"`
	SeatLimit      yaml.Node                     `yaml:"seat_limit"`
	SeatPrice      yaml.Node                     `yaml:"seat_price"`
	SeatCurrency   yaml.Node                     `yaml:"seat_currency"`
	DirectoryFile  string                        `yaml:"directory_file"`
	HTTP           commonconfig.HTTPClientConfig `yaml:",inline"`
	// err is what the library of the HTTP settings found, which knows no lines.
	err error
}

// UnmarshalYAML starts from the defaults of the HTTP settings, which are not
// all zero. (Settings that are inlined are not asked for theirs.)
func (e *entry) UnmarshalYAML(unmarshal func(any) error) error {
	type organization entry
	e.HTTP = commonconfig.DefaultHTTPClientConfig
	err := unmarshal((*organization)(e))
	if _, located := errors.AsType[*yaml.TypeError](err); located {
		return err
	}
	e.err = err
	return nil
}

// Load reads and checks the file. Paths in it are relative to its directory.
// Token files and certificates are read once, so that a mistake shows now and
// not in the first scrape. The error may be several, joined. The organizations
// share what reads their token files with those of earlier loads.
func Load(path string, defaults Defaults, tokenFiles *huggingface.TokenFiles) ([]Organization, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var f file
	root, err := decode(text, &f)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s:%w", path, err)
	case root == nil:
		return nil, fmt.Errorf("%s: empty file: must contain the key organizations, a list with a name in each item", path)
	}
	c := checker{path: path, dir: filepath.Dir(path), root: root, defaults: defaults, tokenFiles: tokenFiles}
	organizations := c.file(&f)
	if err := c.err(); err != nil {
		return nil, err
	}
	return organizations, nil
}

// decode decodes YAML strictly and returns the nodes, which know the lines;
// nil if there are none. Its errors begin with the line, where one is known.
func decode(text []byte, target any) (*yaml.Node, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, syntaxError(err, text)
	}
	if len(root.Content) == 0 || root.Content[0].Tag == "!!null" {
		return nil, nil
	}
	if err := checkProxyURLs(&root); err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil {
		return nil, valueError(err, root.Content[0], reflect.TypeOf(target))
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, errors.New(" more than one YAML document: remove the line --- and what follows it")
	}
	return root.Content[0], nil
}
