package app

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/version"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
)

const defaultAddress = ":10120"

// parseFlags returns nil options where there is nothing more to do, as after
// --help, and the status to exit with.
func parseFlags(args []string, getenv func(string) string, stdout, stderr io.Writer) (*options, int, error) {
	o := &options{getenv: getenv}
	app := newApplication(o)
	ended, status := false, 0
	app.UsageWriter(stdout).ErrorWriter(stderr).Terminate(func(s int) { ended, status = true, s })
	command, err := app.Parse(args)
	if ended {
		return nil, status, nil
	}
	if err != nil {
		return nil, 1, fmt.Errorf("%w (%s --help lists the flags; the token is none of them)", err, program)
	}
	o.command = command
	return o, 0, o.complete()
}

func newApplication(o *options) *kingpin.Application {
	app := kingpin.New(program, "A Prometheus exporter for the seats of Hugging Face organizations.\n\n"+
		"The token comes from --huggingface.token-file, else HF_TOKEN, else the file HF_TOKEN_PATH, else $HF_HOME/token, else ~/.cache/huggingface/token.")
	app.Version(version.Print(program))
	app.HelpFlag.Short('h')
	hubFlags(app, o)
	scrapeFlags(app, o)
	webFlags(app, o)
	choice(app, "log.level", "Least severe level that is logged: debug, info, warn or error.", "info", &o.logLevel, "debug", "info", "warn", "error")
	choice(app, "log.format", "Format of log lines: logfmt or json.", "logfmt", &o.logFormat, "logfmt", "json")
	commands(app, o)
	return app
}

func hubFlags(app *kingpin.Application, o *options) {
	app.Flag("huggingface.organization", "Name of an organization, exactly as in its address. Repeatable. (HF_ORGANIZATION, names separated by commas)").
		PlaceHolder("NAME").StringsVar(&o.organizations)
	app.Flag("huggingface.endpoint", "Address of the Hub. (HF_ENDPOINT)").
		Default(huggingface.DefaultEndpoint).IsSetByUser(&o.given.endpoint).StringVar(&o.endpoint)
	app.Flag("huggingface.token-file", "File that holds the token and nothing else. It is read anew for every scrape.").
		PlaceHolder("FILE").StringVar(&o.tokenFile)
	typed(app, "huggingface.page-size", fmt.Sprintf("Members asked for in one request, %d to %d.", huggingface.MinPageSize, huggingface.MaxPageSize),
		&o.pageSize, parsePageSize).Default(strconv.Itoa(huggingface.DefaultPageSize))
	typed(app, "huggingface.request-timeout", "Longest wait for an answer to one request, and again for its body.",
		&o.requestTimeout, parseSpan).Default("30s")
}

func scrapeFlags(app *kingpin.Application, o *options) {
	typed(app, "scrape.interval", "Time between two scrapes of an organization (with --demo: 15s).",
		&o.interval, parseSpan).Default("5m").IsSetByUser(&o.given.interval)
	typed(app, "scrape.timeout", "Longest that a scrape may take, all pages and retries included. The default is the interval.",
		&o.timeout, parseSpan).PlaceHolder("DURATION")
	typed(app, "scrape.staleness", "How long the numbers of the last complete scrape are shown while later ones fail. 0 is for ever.",
		&o.staleness, config.ParseDuration).Default("1h")
	app.Flag("config.file", "File with organizations, each with a token and settings of its own, in place of --huggingface.organization.").
		PlaceHolder("FILE").StringVar(&o.configFile)
	app.Flag("collector.resource-groups", "Show the members of resource groups.").Default("true").BoolVar(&o.resourceGroups)
	app.Flag("collector.account", "Show plan, renewal, token expiry and access restrictions. Asks the Hub once an hour for each token.").Default("true").BoolVar(&o.account)
	app.Flag("collector.member-info", "Show a series for each member, with the user name. Many series, and personal data.").BoolVar(&o.memberInfo)
	app.Flag("collector.member-info.personal-data", "Add email and full name to the series of --collector.member-info.").BoolVar(&o.personalData)
	app.Flag("demo", "Poll a made-up Hub inside this process. Needs no network, token or organization.").BoolVar(&o.demo)
}

func webFlags(app *kingpin.Application, o *options) {
	o.web = kingpinflag.AddFlags(app, defaultAddress)
	app.Flag("web.telemetry-path", "Path of the metrics.").Default("/metrics").StringVar(&o.telemetryPath)
	app.Flag("web.enable-lifecycle", "Let POST /-/reload reload --config.file.").BoolVar(&o.enableLifecycle)
}

func commands(app *kingpin.Application, o *options) {
	app.Command(commandServe, "Poll the organizations and serve the metrics (the default).").Default()

	check := app.Command(commandCheck, "Test token and access of every organization, and say what is wrong and what to do. Exits with 1 unless all is well.")
	choice(check, "format", "Format of the report: text or json.", "text", &o.checkFormat, "text", "json")

	members := app.Command(commandMembers, "Print the roster of an organization.")
	members.Arg("organization", "Name of the organization. Not needed where there is only one.").StringVar(&o.roster.organization)
	choice(members, "format", "Format of the roster: table or json, sorted by user name; csv or jsonl, in the Hub's order and in constant memory.", "table",
		&o.roster.format, "table", "csv", "json", "jsonl")
	members.Flag("role", "Only members with this role. Repeatable.").PlaceHolder("ROLE").StringsVar(&o.roster.roles)
	members.Flag("without-2fa", "Only members without two-factor authentication.").BoolVar(&o.roster.without2FA)
	members.Flag("external", "Only external collaborators.").BoolVar(&o.roster.external)
	members.Flag("pro", "Only members with a Pro subscription.").BoolVar(&o.roster.pro)
	members.Flag("without-email", "Only members without a verified email.").BoolVar(&o.roster.withoutEmail)
	members.Flag("resource-group", "Only members of the resource group with this name or id. Repeatable.").PlaceHolder("GROUP").StringsVar(&o.roster.resourceGroups)

	health := app.Command(commandHealthcheck, "Ask a running exporter whether it is alive. Exits with 1 unless it is. Meant for containers without a shell.")
	health.Flag("url", "Address to ask.").Default("http://127.0.0.1:10120/-/healthy").StringVar(&o.healthcheckURL)
}

// flagged is an application or one of its commands.
type flagged interface {
	Flag(name, help string) *kingpin.FlagClause
}

// typed adds a flag whose errors name it, which kingpin's own do not.
func typed[T any](f flagged, name, help string, target *T, parse func(string) (T, error)) *kingpin.FlagClause {
	clause := f.Flag(name, help)
	clause.SetValue(&value[T]{name: name, target: target, parse: parse})
	return clause
}

func choice(f flagged, name, help, otherwise string, target *string, choices ...string) {
	typed(f, name, help, target, func(s string) (string, error) {
		if !slices.Contains(choices, s) {
			return "", errors.New("it must be one of " + strings.Join(choices, ", "))
		}
		return s, nil
	}).Default(otherwise)
}

type value[T any] struct {
	name   string
	target *T
	parse  func(string) (T, error)
}

// Set implements kingpin.Value.
func (v *value[T]) Set(text string) error {
	parsed, err := v.parse(text)
	if err != nil {
		return fmt.Errorf("--%s=%s: %w", v.name, text, err)
	}
	*v.target = parsed
	return nil
}

// String implements kingpin.Value.
func (v *value[T]) String() string { return fmt.Sprint(*v.target) }

func parseSpan(s string) (time.Duration, error) {
	d, err := config.ParseDuration(s)
	if err == nil && d == 0 {
		err = errors.New("it must be longer than zero, such as 30s or 5m")
	}
	return d, err
}

func parsePageSize(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < huggingface.MinPageSize || n > huggingface.MaxPageSize {
		return 0, fmt.Errorf("it must be a whole number from %d to %d, which is what the Hub takes", huggingface.MinPageSize, huggingface.MaxPageSize)
	}
	return n, nil
}

// complete takes in the environment and checks what the flags mean together.
func (o *options) complete() error {
	if o.command == commandHealthcheck {
		return nil
	}
	for _, check := range []func() error{o.completeDemo, o.completeHub, o.checkTimes, o.checkWeb} {
		if err := check(); err != nil {
			return err
		}
	}
	if o.personalData && !o.memberInfo {
		return errors.New("--collector.member-info.personal-data adds to --collector.member-info: give both")
	}
	return nil
}
