package app

import (
	"cmp"
	"os"
	"strings"

	"huggingface_exporter/huggingface"
	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app/flags"
	"huggingface_exporter/internal/config"
)

// newDemo starts a simulated Hub. The user's own token is never read.
func newDemo(o flags.Source) *source {
	server := hubtest.NewServer(hubtest.Demo())
	o.Endpoint, o.Organizations = server.URL, hubtest.DemoOrganizations()
	s := &source{Source: o, token: huggingface.StaticToken(hubtest.DemoToken, "the demo"), demoDirectory: writeDemoDirectory()}
	s.close = func() {
		server.Close()
		if s.demoDirectory != "" {
			_ = os.Remove(s.demoDirectory)
		}
	}
	return s
}

// writeDemoDirectory returns the path of a directory file, or "" where no file
// can be written: then the demo is one without a directory.
func writeDemoDirectory() string {
	file, err := os.CreateTemp("", "huggingface_exporter-demo-*.txt")
	if err != nil {
		return ""
	}
	_, err = file.WriteString("# Who works for acme\n" + strings.Join(hubtest.DemoDirectory(), "\n") + "\n")
	if cmp.Or(err, file.Close()) != nil {
		_ = os.Remove(file.Name())
		return ""
	}
	return file.Name()
}

// demoContracts gives the organizations what a configuration file would. A
// directory file that the user named is used in place of the demo's.
func demoContracts(organizations []config.Organization, directory string) {
	for i := range organizations {
		o := &organizations[i]
		o.DirectoryFile = cmp.Or(o.DirectoryFile, directory)
		switch o.Name {
		case "acme":
			o.SeatLimit, o.SeatPrice, o.SeatCurrency = 1250, 20, "USD"
		case "globex":
			o.SeatLimit, o.SeatPrice, o.SeatCurrency = 100, 18.50, "EUR"
		}
	}
}
