package flags

import (
	"io"
	"strings"

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
	if printed, err := p.print(args, stdout); printed {
		return nil, err
	}
	ended := false
	p.app.UsageWriter(stdout).ErrorWriter(stderr).Terminate(func(int) { ended = true })
	command, err := p.app.Parse(p.withCommand(args))
	if ended {
		return nil, nil
	}
	if err != nil {
		return nil, p.explain(err, args)
	}
	p.Command = command
	if command == Healthcheck {
		return &p.Options, nil
	}
	return &p.Options, p.complete(getenv)
}

// LogsJSON reports whether the log is to be in JSON, also where the rest of the
// command line is wrong.
func LogsJSON(args []string) bool {
	for i, arg := range args {
		if strings.EqualFold(arg, "--log.format=json") || arg == "json" && i > 0 && args[i-1] == "--log.format" {
			return true
		}
	}
	return false
}

// withCommand names the default command. Where kingpin has to choose it, it
// forgets that a flag lacks its value.
func (p *parser) withCommand(args []string) []string {
	for _, arg := range args {
		if p.app.GetCommand(arg) != nil || arg == "help" || arg == "-h" || strings.HasPrefix(arg, "--help") || strings.HasPrefix(arg, "--completion") {
			return args
		}
	}
	return append([]string{Serve}, args...)
}

func newParser() *parser {
	p := &parser{app: kingpin.New(Program, "A Prometheus exporter for the seats of Hugging Face organizations.\n\n"+
		"The token comes from the file --huggingface.token-file, else HF_TOKEN, else HUGGING_FACE_HUB_TOKEN, else one file: HF_TOKEN_PATH, "+
		"else $HF_HOME/token, else $XDG_CACHE_HOME/huggingface/token, else ~/.cache/huggingface/token.")}
	p.app.Version(version.Print(Program))
	p.app.HelpFlag.Short('h')
	p.app.UsageTemplate(usageTemplate).UsageFuncs(usageFuncs())
	p.defineHub()
	p.defineScrape()
	p.defineWeb()
	p.defineLog()
	p.defineCommands()
	return p
}
