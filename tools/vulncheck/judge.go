package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// message is one of the JSON objects that govulncheck writes one after the other.
type message struct {
	Config *struct {
		GoVersion string `json:"go_version"`
	} `json:"config"`
	Finding *struct {
		OSV          string `json:"osv"`
		FixedVersion string `json:"fixed_version"`
		// Trace begins with what is vulnerable. It names a function only if the program calls it.
		Trace []struct {
			Module   string `json:"module"`
			Version  string `json:"version"`
			Function string `json:"function"`
		} `json:"trace"`
	} `json:"finding"`
}

// judge lists what is called and vulnerable. Whatever is in the standard library is only told: the Go that a release
// is built with decides about it (GO_IMAGE in the Dockerfile), not this repository.
func judge(in io.Reader, out io.Writer) error {
	called := map[string]bool{}
	affected, toolchain := false, ""
	for decoder := json.NewDecoder(in); ; {
		var m message
		err := decoder.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if m.Config != nil {
			toolchain = m.Config.GoVersion
		}
		if m.Finding == nil || m.Finding.Trace[0].Function == "" {
			continue
		}
		vulnerable := m.Finding.Trace[0]
		affected = affected || vulnerable.Module != "stdlib"
		called[fmt.Sprintf("%s %s@%s, fixed in %s",
			m.Finding.OSV, vulnerable.Module, vulnerable.Version, m.Finding.FixedVersion)] = true
	}
	if toolchain == "" {
		return errors.New("govulncheck said nothing")
	}
	for _, line := range slices.Sorted(maps.Keys(called)) {
		fmt.Fprintln(out, line)
	}
	if affected {
		return errors.New("a dependency that is called is vulnerable: upgrade it")
	}
	if len(called) > 0 {
		fmt.Fprintf(out, "all of it in the standard library of %s: build releases with a Go that has the fixes\n", toolchain)
	}
	return nil
}
