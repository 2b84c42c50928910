//go:build e2e

package monitoring_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"huggingface_exporter/huggingface/hubtest"
)

const token = "hf_e2e_not_a_secret"

// startHub starts a Hub that knows the token, and returns it and its address.
func startHub(t *testing.T) (*hubtest.Hub, string) {
	t.Helper()
	hub := hubtest.New()
	hub.SetQuota(1_000_000, time.Hour) // Scrapes are 300 times as frequent as they should be.
	hub.SetToken(token, hubtest.Token{Role: "read", User: "ada", ExpiresAt: time.Now().AddDate(0, 0, 90)})
	server := hubtest.NewServer(hub)
	t.Cleanup(server.Close)
	return hub, server.URL
}

// organization is one that no alert has anything to say about.
func organization(name string, members []hubtest.Member) hubtest.Organization {
	return hubtest.Organization{
		Name:      name,
		Plan:      "enterprise",
		PeriodEnd: time.Now().AddDate(0, 0, 60),
		Members:   members,
		Tokens:    map[string]hubtest.Power{token: hubtest.Admin},
	}
}

// members are two admins and n-2 writers, none of them a risk.
func members(n int) []hubtest.Member {
	all := make([]hubtest.Member, n)
	for i := range all {
		name := fmt.Sprintf("member%d", i)
		all[i] = hubtest.Member{
			ID: fmt.Sprintf("%024x", i+1), User: name, Fullname: name, AvatarURL: "/avatars/" + name + ".svg",
			Role: "write", TwoFaEnabled: true, VerifiedEmail: new(name + "@example.com"),
			ResourceGroups: []hubtest.ResourceGroup{{ID: "5f0000000000000000000001", Name: "Training", NumUsers: n, Role: "read"}},
		}
	}
	all[0].Role, all[1].Role = "admin", "admin"
	return all
}

// startExporter polls organizations, given as the list in its configuration
// file.
func startExporter(t *testing.T, name, endpoint, organizations string) *process {
	t.Helper()
	directory := t.TempDir()
	write(t, filepath.Join(directory, "token"), token+"\n")
	config := filepath.Join(directory, "config.yml")
	write(t, config, "scrape_interval: "+interval+"\norganizations:\n"+organizations)
	return start(t, name, filepath.Join(root, "huggingface_exporter"),
		"--config.file="+config, "--huggingface.endpoint="+endpoint, "--huggingface.token-file="+filepath.Join(directory, "token"),
		"--web.listen-address=127.0.0.1:0")
}

// startPrometheus runs a Prometheus with the pack's rules, and what else its
// configuration is to have.
func startPrometheus(t *testing.T, config string, args ...string) *process {
	t.Helper()
	directory := t.TempDir()
	shortenFile(t, "monitoring/rules.yml", directory)
	shortenFile(t, "monitoring/alerts.yml", directory)
	file := filepath.Join(directory, "prometheus.yml")
	write(t, file, "rule_files: [rules.yml, alerts.yml]\n"+config)
	return start(t, "prometheus", "prometheus", append(args, "--config.file="+file, "--web.listen-address=127.0.0.1:0",
		"--storage.tsdb.path="+filepath.Join(directory, "data"), "--rules.alert.resend-delay=1s")...)
}

// startAgent runs a Prometheus that stores nothing, but writes what it scrapes
// into another.
func startAgent(t *testing.T, exporter, storage *process) {
	t.Helper()
	directory := t.TempDir()
	file := filepath.Join(directory, "agent.yml")
	write(t, file, scraping(exporter)+`
remote_write:
  - url: http://`+storage.address+`/api/v1/write
    queue_config: {batch_send_deadline: 500ms}
`)
	start(t, "agent", "prometheus", "--enable-feature=agent", "--config.file="+file, "--web.listen-address=127.0.0.1:0",
		"--storage.agent.path="+filepath.Join(directory, "data"))
}

// startAlertmanager runs an Alertmanager with the example of docs/monitoring.md.
func startAlertmanager(t *testing.T) *process {
	t.Helper()
	directory := t.TempDir()
	file := filepath.Join(directory, "alertmanager.yml")
	example := regexp.MustCompile("(?s)```yaml\n(route:\n.*?)```").FindStringSubmatch(read(t, "docs/monitoring.md"))
	if example == nil {
		t.Fatal("docs/monitoring.md has no example for Alertmanager")
	}
	write(t, file, example[1])
	return start(t, "alertmanager", "prometheus-alertmanager", "--config.file="+file,
		"--storage.path="+filepath.Join(directory, "data"), "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=")
}

// scraping is a Prometheus' configuration that scrapes these exporters as one
// job.
func scraping(exporters ...*process) string {
	var addresses []string
	for _, exporter := range exporters {
		addresses = append(addresses, exporter.address)
	}
	return `
global: {scrape_interval: 500ms, evaluation_interval: 500ms}
scrape_configs:
  - job_name: huggingface
    static_configs: [{targets: ["` + strings.Join(addresses, `", "`) + `"]}]
`
}

// alerting is a Prometheus' configuration that tells an Alertmanager.
func alerting(alertmanager *process) string {
	return `
alerting:
  alertmanagers:
    - static_configs: [{targets: ["` + alertmanager.address + `"]}]
`
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
