package layout_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../../.."
	module = "huggingface_exporter/"

	maxFile     = 300 // lines
	maxFunction = 60  // lines
)

// arrows are the packages that a package may import, of this module: those
// below it and no others. Packages of tests may import all.
var arrows = map[string][]string{
	"":                     {"internal/app"},
	"internal/app":         {"internal/app/flags", "internal/advice", "internal/check", "internal/config", "internal/directory", "internal/roster", "internal/textfmt", "internal/web", "collector", "huggingface", "huggingface/hubtest", "docs"},
	"internal/app/flags":   {"internal/config", "internal/roster", "internal/textfmt", "collector", "huggingface"},
	"internal/check":       {"internal/advice", "internal/textfmt", "collector", "huggingface"},
	"internal/web":         {"internal/advice", "internal/textfmt", "collector", "huggingface", "docs"},
	"internal/roster":      {"internal/textfmt", "collector", "huggingface"},
	"internal/directory":   {"internal/config", "collector", "huggingface"},
	"internal/advice":      {"huggingface"},
	"internal/config":      {"internal/textfmt", "huggingface"},
	"internal/textfmt":     {},
	"collector":            {"huggingface"},
	"huggingface":          {},
	"huggingface/hubtest":  {},
	"docs":                 {},
	"internal/test/rig":    {"collector", "huggingface", "huggingface/hubtest", "internal/advice"},
	"internal/test/bench":  {},
	"internal/test/faults": {},
	"internal/test/layout": {},
}

// foreign are imports that a package must not have, directly.
var foreign = map[string][]string{
	"collector": {"net/http", "encoding/json", "github.com/go-json-experiment"},
}

// foreignDeps are packages that a package must not depend on, not even through
// others.
var foreignDeps = map[string][]string{
	"huggingface": {"github.com/prometheus", "github.com/alecthomas/kingpin", "github.com/go-kit", module + "collector", module + "internal"},
}

// source is a Go file of this module.
type source struct {
	dir, name string
	file      *ast.File
	set       *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.name, "_test.go") }

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != root && (strings.HasPrefix(d.Name(), ".") || isModule(p)) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p, nil, parser.SkipObjectResolution)
		relative, _ := filepath.Rel(root, filepath.Dir(p))
		all = append(all, source{dir: strings.TrimPrefix(filepath.ToSlash(relative), "."), name: d.Name(), file: file, set: set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// isModule reports whether a folder is a module of its own.
func isModule(dir string) bool {
	found, _ := filepath.Glob(filepath.Join(dir, "go.mod"))
	return len(found) > 0
}

func TestRootHasOnlyMain(t *testing.T) {
	var names []string
	for _, s := range sources(t) {
		if s.dir == "" {
			names = append(names, s.name)
		}
	}
	if !slices.Equal(names, []string{"main.go"}) {
		t.Errorf("the root has %q, want main.go alone", names)
	}
}

func TestArrowsPointDown(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		allowed, known := arrows[s.dir]
		if !known && !strings.HasPrefix(s.dir, "internal/test/") {
			t.Errorf("%q is a new package: draw its arrows here and in the documents", s.dir)
			continue
		}
		for _, i := range s.file.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if own, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s", path.Join(s.dir, s.name), own)
			}
			for _, prefix := range foreign[s.dir] {
				if imported == prefix || strings.HasPrefix(imported, prefix+"/") {
					t.Errorf("%s imports %s", path.Join(s.dir, s.name), imported)
				}
			}
		}
	}
}

func TestClientDependsOnNothingOfTheExporter(t *testing.T) {
	for dir, prefixes := range foreignDeps {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", module+dir).Output()
		if err != nil {
			t.Fatal(err)
		}
		for dep := range strings.FieldsSeq(string(out)) {
			for _, prefix := range prefixes {
				if strings.HasPrefix(dep, prefix) {
					t.Errorf("%s depends on %s", dir, dep)
				}
			}
		}
	}
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		name := path.Join(s.dir, s.name)
		if lines := s.set.Position(s.file.End()).Line; lines > maxFile {
			t.Errorf("%s has %d lines, more than %d", name, lines, maxFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1
			if lines > maxFunction {
				t.Errorf("%s: %s has %d lines, more than %d", name, f.Name.Name, lines, maxFunction)
			}
		}
	}
}
