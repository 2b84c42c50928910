package deploy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose loads the file as "docker compose config" does: schema, interpolation, references.
func compose(t *testing.T, environment ...string) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../compose/compose.yml"}, cli.WithEnv(environment))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func TestComposeShowsTheDemo(t *testing.T) {
	if got := strings.Join(compose(t).Services["exporter"].Command, " "); got != "--demo" {
		t.Errorf("the exporter is started with %q, want --demo", got)
	}
	project := compose(t, "EXPORTER_ARGS=--huggingface.organization=acme --log.level=debug", "HF_TOKEN=hf_x")
	if got := project.Services["exporter"].Command; len(got) != 2 || got[0] != "--huggingface.organization=acme" {
		t.Errorf("EXPORTER_ARGS gives the arguments %q", got)
	}
}

func TestComposeMountsFilesThatExist(t *testing.T) {
	binds := 0
	for name, service := range compose(t).Services {
		for _, volume := range service.Volumes {
			if volume.Type != types.VolumeTypeBind {
				continue
			}
			binds++
			if info, err := os.Stat(volume.Source); err != nil || info.IsDir() {
				t.Errorf("%s mounts %s, which is not a file (%v)", name, volume.Source, err)
			}
			if !volume.ReadOnly {
				t.Errorf("%s may write to %s", name, volume.Source)
			}
		}
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s is open to the network", name)
			}
		}
		if service.Build != nil {
			if _, err := os.Stat(filepath.Join(service.Build.Context, "Dockerfile")); err != nil {
				t.Error(err)
			}
		}
	}
	if binds != 7 {
		t.Errorf("%d files are mounted, want 7: Prometheus 3, Alertmanager 1, Grafana 3", binds)
	}
}
