package flags

import (
	"fmt"
	"io"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/version"
)

// parser has what is known only while the command line is read.
type parser struct {
	Options
	app *kingpin.Application
	// endpointSet and intervalSet tell what stands on the command line from
	// what has its default.
	endpointSet, intervalSet bool
}

// Parse returns nil options where nothing is left to do, as after --help.
func Parse(args []string, getenv func(string) string, stdout, stderr io.Writer) (*Options, error) {
	p := newParser()
	ended := false
	p.app.UsageWriter(stdout).ErrorWriter(stderr).Terminate(func(int) { ended = true })
	command, err := p.app.Parse(args)
	if ended {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%s --help lists the flags; the token is none of them)", err, Program)
	}
	p.Command = command
	if command == Healthcheck {
		return &p.Options, nil
	}
	return &p.Options, p.complete(getenv)
}

func newParser() *parser {
	p := &parser{app: kingpin.New(Program, "A Prometheus exporter for the seats of Hugging Face organizations.\n\n"+
		"The token comes from --huggingface.token-file, else HF_TOKEN, else the file HF_TOKEN_PATH, else $HF_HOME/token, else ~/.cache/huggingface/token.")}
	p.app.Version(version.Print(Program))
	p.app.HelpFlag.Short('h')
	p.defineHub()
	p.defineScrape()
	p.defineWeb()
	p.defineLog()
	p.defineCommands()
	return p
}
