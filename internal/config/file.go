package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	commonconfig "github.com/prometheus/common/config"
	"go.yaml.in/yaml/v3"
)

// file is the file as it is written.
type file struct {
	ScrapeInterval duration `yaml:"scrape_interval"`
	ScrapeTimeout  duration `yaml:"scrape_timeout"`
	Organizations  []entry  `yaml:"organizations"`
}

// entry is an organization as it is written.
type entry struct {
	Name           string                        `yaml:"name"`
	ScrapeInterval duration                      `yaml:"scrape_interval"`
	ScrapeTimeout  duration                      `yaml:"scrape_timeout"`
	SeatLimit      number                        `yaml:"seat_limit"`
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
// Token files are read once, so that a mistake shows now and not in the first
// scrape. The error may be several, joined.
func Load(path string, defaults Defaults) ([]Organization, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	f, nodes, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	c := checker{path: path, root: nodes, defaults: defaults}
	organizations := c.file(f, filepath.Dir(path))
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	return organizations, nil
}

// decode returns the file both as values and as the nodes that know the lines.
// Its errors begin with the line, where one is known.
func decode(text []byte) (*file, *yaml.Node, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, nil, syntaxError(err, text)
	}
	if len(root.Content) == 0 || root.Content[0].Tag == "!!null" {
		return nil, nil, errors.New(" the file is empty: it needs the key organizations, a list with a name in each item")
	}
	if err := checkURLs(&root); err != nil {
		return nil, nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var f file
	if err := decoder.Decode(&f); err != nil {
		return nil, nil, valueError(err, &root)
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, nil, errors.New(" the file has more than one document: remove the line --- and what follows it")
	}
	return &f, root.Content[0], nil
}
