// Command vulncheck helps scripts/vulncheck.
//
// "vulncheck database SOURCE DIRECTORY" lays out the Go vulnerability database for govulncheck's -db flag, from its
// source, the Go module golang.org/x/vulndb. "vulncheck judge" reads what "govulncheck -format json" found and fails
// if the exporter calls something vulnerable that a change of this repository can fix.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "vulncheck:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "database":
		return layOut(args[1], args[2])
	case len(args) == 1 && args[0] == "judge":
		return judge(os.Stdin, os.Stdout)
	}
	return errors.New("usage: vulncheck database SOURCE DIRECTORY | vulncheck judge")
}
