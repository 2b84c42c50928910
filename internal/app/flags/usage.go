package flags

import (
	"cmp"
	"io"
	"strings"
	"text/template"
	"time"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/version"
)

// usageTemplate shows the flags of a command before those of all commands.
const usageTemplate = `
{{- define "arguments"}}{{range .Args}} [<{{.Name}}>{{if .Value|IsCumulative}}...{{end}}]{{end}}{{end -}}
usage: {{.App.Name}}{{with .Context.SelectedCommand}} {{.Name}}{{end}} [<flags>]
{{- with .Context.SelectedCommand}}{{template "arguments" .}}{{else}} [<command> [<arguments>]]{{end}}

{{with .Context.SelectedCommand}}{{.Help|Wrap 0}}{{else}}{{.App.Help|Wrap 0}}{{end}}
{{- with .Context.SelectedCommand}}
{{- if .Args}}
Arguments:
{{.Args|ArgsToTwoColumns|FormatTwoColumns}}
{{- end}}
{{- if .Flags}}
Flags of {{.Name}}:
{{.Flags|FlagsToTwoColumns|FormatTwoColumns}}
{{- end}}
{{- else}}
Commands:
{{range .App.Commands}}  {{.Name}}{{template "arguments" .}}
{{.Help|Wrap 4}}{{end}}
{{- end}}
Flags of all commands:
{{.App.Flags|FlagsToTwoColumns|FormatTwoColumns}}
{{- if not .Context.SelectedCommand}}
"{{.App.Name}} help <command>" shows the flags of a command. --help-man prints a manual page,
--completion-script-bash and --completion-script-zsh print completion scripts.
{{end -}}
`

// manTemplate is a manual page in the man macros of roff.
const manTemplate = `
{{- define "flags"}}{{range .Flags}}{{if not .Hidden}}.TP
.B {{if .Short}}\-{{.Short|Char}}, {{end}}{{.|FlagName|Roff}}
{{.|FlagHelp|Roff}}
{{end}}{{end}}{{end -}}
.TH HUGGINGFACE_EXPORTER 1 "{{ManDate}}" "{{.App.Name}} {{ManVersion}}" "User Commands"
.SH NAME
{{.App.Name}} \- Prometheus exporter for Hugging Face organizations
.SH SYNOPSIS
.B {{.App.Name}}
[flags] [command [arguments]]
.SH DESCRIPTION
{{.App.Help|Roff}}
.SH COMMANDS
{{range .App.Commands}}.SS "{{.Name}} [flags]{{range .Args}} [{{.Name}}{{if .Value|IsCumulative}}...{{end}}]{{end}}"
{{.Help|Roff}}
{{template "flags" .}}{{end -}}
.SH OPTIONS
{{template "flags" .App -}}
.SH ENVIRONMENT
.TP
.B HF_ORGANIZATION
Organizations, comma\-separated, unless
.B \-\-huggingface.organization
is set.
.TP
.B HF_ENDPOINT
URL of the Hub, unless
.B \-\-huggingface.endpoint
is set.
.TP
.BR HF_TOKEN ", " HUGGING_FACE_HUB_TOKEN ", " HF_TOKEN_PATH ,
.BR HF_HOME ", " XDG_CACHE_HOME
The token, or where it is.
.TP
.BR HTTPS_PROXY ", " HTTP_PROXY ", " NO_PROXY
Proxy for organizations that are named by flags.
.SH EXIT STATUS
0: success. 1: something failed. 2: wrong usage.
`

// print writes the page that a flag asks for, if one does. Kingpin would write
// it to the process's own standard output.
func (p *parser) print(args []string, w io.Writer) (bool, error) {
	for _, arg := range args {
		text, ok := map[string]string{
			"--help-man":               manTemplate,
			"--completion-script-bash": kingpin.BashCompletionTemplate,
			"--completion-script-zsh":  kingpin.ZshCompletionTemplate,
		}[arg]
		if ok {
			context, err := p.app.UsageWriter(w).ParseContext(nil)
			if err != nil {
				return true, err
			}
			return true, p.app.UsageForContextWithTemplate(context, 2, text)
		}
	}
	return false, nil
}

func usageFuncs() template.FuncMap {
	return template.FuncMap{
		"Roff":       roff,
		"ManVersion": func() string { return version.Version },
		"ManDate": func() string {
			// The date of the commit, in builds that know it.
			if date, err := time.Parse("20060102-15:04:05", version.BuildDate); err == nil {
				return date.Format(time.DateOnly)
			}
			return time.Now().UTC().Format(time.DateOnly)
		},
		"FlagName": func(f *kingpin.FlagModel) string {
			if f.IsBoolFlag() {
				return "--[no-]" + f.Name
			}
			return "--" + f.Name + "=" + cmp.Or(f.PlaceHolder, strings.ToUpper(f.Name[strings.LastIndexByte(f.Name, '.')+1:]))
		},
		"FlagHelp": func(f *kingpin.FlagModel) string {
			if f.IsBoolFlag() || strings.Join(f.Default, "") == "" {
				return f.Help
			}
			return f.Help + " The default is " + strings.Join(f.Default, ", ") + "."
		},
	}
}

// roff escapes what has a meaning for roff, and wraps lines.
func roff(s string) string {
	var b strings.Builder
	width := 0
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n\n", " \n.PP\n ").Replace(s)
	for word := range strings.SplitSeq(s, " ") {
		switch {
		case word == "\n.PP\n":
			width = 0
		case width == 0 && strings.IndexAny(word, ".'") == 0:
			word = `\&` + word
		case width+len(word) >= 72 && strings.IndexAny(word, ".'") != 0:
			b.WriteByte('\n')
			width = 0
		case width > 0:
			b.WriteByte(' ')
		}
		b.WriteString(word)
		if word != "\n.PP\n" {
			width += len(word) + 1
		}
	}
	return b.String()
}
