package flags

import (
	"fmt"

	"github.com/prometheus/exporter-toolkit/web/kingpinflag"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/internal/config"
	"huggingface_exporter/internal/roster"
)

// ListenAddress is the default of --web.listen-address.
const ListenAddress = ":10120"

func (p *parser) defineHub() {
	s := &p.Source
	p.app.Flag("huggingface.organization", "Name of an organization, as in its URL. Repeatable. (HF_ORGANIZATION, comma-separated)").
		PlaceHolder("NAME").StringsVar(&s.Organizations)
	p.app.Flag("huggingface.endpoint", "URL of the Hub. (HF_ENDPOINT)").
		Default(huggingface.DefaultEndpoint).IsSetByUser(&p.endpointSet).StringVar(&s.Endpoint)
	p.app.Flag("huggingface.token-file", "File that contains only the token. Re-read on every scrape.").
		PlaceHolder("FILE").StringVar(&s.TokenFile)
	typed(p.app, "huggingface.page-size", fmt.Sprintf("Members per request: %d to %d, or auto, which finds the fastest size.", huggingface.MinPageSize, huggingface.MaxPageSize),
		&s.Defaults.PageSize, config.ParsePageSize).Default("auto")
	typed(p.app, "huggingface.request-timeout", "Timeout of one request until its answer begins, and again for its body.",
		&s.RequestTimeout, config.ParsePositiveDuration).Default("30s")
}

func (p *parser) defineScrape() {
	d, c := &p.Source.Defaults, &p.Collector
	typed(p.app, "scrape.interval", "Time between two scrapes of an organization (with --demo: 15s).",
		&d.Interval, config.ParsePositiveDuration).Default("5m").IsSetByUser(&p.intervalSet)
	typed(p.app, "scrape.timeout", "Scrape timeout, including all pages and retries. The default is the interval.",
		&d.Timeout, config.ParsePositiveDuration).PlaceHolder("DURATION")
	typed(p.app, "scrape.staleness", "How long the metrics of the last complete scrape are kept while scrapes fail. 0 disables expiry.",
		&d.Staleness, config.ParseDuration).Default("1h")
	p.app.Flag("config.file", "File with organizations that have their own token and settings, instead of --huggingface.organization.").
		PlaceHolder("FILE").StringVar(&p.Source.ConfigFile)
	p.app.Flag("collector.resource-groups", "Enable the metrics of resource groups.").Default("true").BoolVar(&c.ResourceGroups)
	p.app.Flag("collector.account", "Enable the metrics of plan, renewal, token expiry and access restrictions. One request per hour and token.").
		Default("true").BoolVar(&c.Account)
	p.app.Flag("collector.overview", "Enable the metric of the number of members that the Hub reports. One request per scrape.").Default("true").BoolVar(&c.Overview)
	p.app.Flag("collector.member-info", "Enable one series per member, with the username. High cardinality, and personal data.").BoolVar(&c.MemberInfo)
	p.app.Flag("collector.member-info.personal-data", "Add email and full name to the series of --collector.member-info.").BoolVar(&c.PersonalData)
	p.app.Flag("directory.file", "File that lists who should have a seat: email addresses, @domains and usernames. Re-read on every scrape.").
		PlaceHolder("FILE").StringVar(&d.DirectoryFile)
	p.app.Flag("demo", "Scrape a simulated Hub inside this process. Needs no network, token or organization.").BoolVar(&p.Source.Demo)
}

func (p *parser) defineWeb() {
	p.Web.Toolkit = kingpinflag.AddFlags(p.app, ListenAddress)
	p.app.Flag("web.telemetry-path", "Path of the metrics.").Default("/metrics").StringVar(&p.Web.TelemetryPath)
	p.app.Flag("web.enable-lifecycle", "Enable reloading --config.file with POST /-/reload.").BoolVar(&p.Web.EnableLifecycle)
}

func (p *parser) defineLog() {
	choice(p.app, "log.level", "Minimum severity of log lines: debug, info, warn or error.", "info", &p.LogLevel, "debug", "info", "warn", "error")
	choice(p.app, "log.format", "Format of log lines: logfmt or json.", "logfmt", &p.LogFormat, "logfmt", "json")
}

func (p *parser) defineCommands() {
	p.app.Command(Serve, "Scrape the organizations and serve the metrics (the default).").Default()

	check := p.app.Command(Check, "Test configuration, token and access of every organization, or of those named. Prints what is wrong and what to do.")
	check.Arg("organization", "Name of an organization. Repeatable. The default is all of them.").StringsVar(&p.Check.Organizations)
	choice(check, "format", "Format of the report: text or json.", "text", &p.Check.Format, "text", "json")
	check.Flag("strict", "Exit with status 1 also if there are only warnings.").BoolVar(&p.Check.Strict)

	members, m := p.app.Command(Members, "Print the roster of every organization. Exits with 1 if anything is missing from it."), &p.Members
	members.Arg("organization", "Names of organizations. The default is all of them.").StringsVar(&m.Organizations)
	choice(members, "format", "Format: table or json, sorted by username; csv or jsonl, in the Hub's order and in constant memory; html, a page for --summary.",
		"table", &m.Format, "table", "csv", "json", "jsonl", "html")
	choices(members, "role", "Only members with this role. Repeatable.", &m.Filter.Roles, roster.Roles()...).PlaceHolder("ROLE")
	members.Flag("without-2fa", "Only members without two-factor authentication.").BoolVar(&m.Filter.Without2FA)
	members.Flag("external", "Only external collaborators.").BoolVar(&m.Filter.External)
	members.Flag("pro", "Only members with a Pro subscription.").BoolVar(&m.Filter.Pro)
	members.Flag("without-email", "Only members without a verified email.").BoolVar(&m.Filter.WithoutEmail)
	members.Flag("unlisted", "Only members who are not in the directory file.").BoolVar(&m.Filter.Unlisted)
	members.Flag("summary", "Print seats by role, weak spots and costs of every organization instead of its members.").BoolVar(&m.Summary)
	members.Flag("diff", "Print what has changed since this roster was saved with --format=csv, json or jsonl and without filters.").
		PlaceHolder("FILE").StringVar(&m.Diff)
	members.Flag("resource-group", "Only members of the resource group with this name or id. Repeatable.").
		PlaceHolder("GROUP").StringsVar(&m.Filter.ResourceGroups)

	health := p.app.Command(Healthcheck, "Ask a running exporter whether it is alive. Exits with 1 if it is not. Meant for containers without a shell.")
	health.Flag("url", "URL to ask. The default is where --web.listen-address and --web.config.file of this command, or else of the process 1, say. (HUGGINGFACE_EXPORTER_URL)").
		PlaceHolder("URL").StringVar(&p.Healthcheck.URL)
	health.Flag("ready", "Ask whether every organization has been scraped once, instead of whether the exporter is alive.").BoolVar(&p.Healthcheck.Ready)
}
