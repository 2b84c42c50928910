// Package deploy_test holds the chart and the compose file against what they install.
package deploy_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sigs.k8s.io/yaml"
)

const (
	chart      = "../helm/huggingface-exporter"
	monitoring = "../../monitoring"
)

// helmBinary builds the helm of go.mod and returns where it is.
var helmBinary = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-n", "helm").Output()
	return strings.TrimSpace(string(out)), err
})

// helm runs the helm of go.mod and returns what it printed, on standard error if it failed.
func helm(t *testing.T, args ...string) (string, error) {
	t.Helper()
	binary, err := helmBinary()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), binary, args...)
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return stderr.String(), err
	}
	return stdout.String(), nil
}

// manifests are the objects of one rendering, by kind and name.
type manifests map[string][]byte

// render renders the chart as release "test" with a file of ci/.
func render(t *testing.T, values string) manifests {
	t.Helper()
	text, err := helm(t, "template", "test", chart, "--namespace", "monitoring", "--kube-version", "1.31.0",
		"--values", filepath.Join(chart, "ci", values))
	if err != nil {
		t.Fatal(err)
	}
	return documents(t, text)
}

// documents splits what helm rendered. Every object has a kind, a name and a namespace that are text.
func documents(t *testing.T, text string) manifests {
	t.Helper()
	objects := manifests{}
	for _, document := range strings.Split("\n"+text, "\n---\n") {
		var meta struct {
			Kind     string
			Metadata struct{ Name, Namespace string }
		}
		if err := yaml.Unmarshal([]byte(document), &meta); err != nil {
			t.Fatalf("not YAML: %v\n%s", err, document)
		}
		if meta.Kind == "" && !strings.Contains(document, ":") {
			continue // comments alone
		}
		if meta.Kind == "" || meta.Metadata.Name == "" || meta.Metadata.Namespace == "" {
			t.Errorf("object without kind, name or namespace:\n%s", document)
		}
		key := meta.Kind + "/" + meta.Metadata.Name
		if _, twice := objects[key]; twice {
			t.Errorf("%s is there twice", key)
		}
		objects[key] = []byte(document)
	}
	return objects
}

// decode reads an object as the API server would with strict field validation: a field of another name is an error.
func decode[T any](t *testing.T, objects manifests, key string) T {
	t.Helper()
	var object T
	document, ok := objects[key]
	if !ok {
		t.Fatalf("no %s", key)
	}
	if err := yaml.UnmarshalStrict(document, &object); err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return object
}
