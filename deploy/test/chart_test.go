package deploy_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

func TestLint(t *testing.T) {
	for _, values := range []string{"demo.yaml", "organizations.yaml", "everything.yaml"} {
		if out, err := helm(t, "lint", "--strict", chart, "--values", filepath.Join(chart, "ci", values)); err != nil {
			t.Errorf("%s: %v\n%s", values, err, out)
		}
	}
}

func TestRefusesContradictions(t *testing.T) {
	for _, test := range []struct{ set, says string }{
		{"demo=false", "nothing to poll: set organizations (names), config (the configuration file), existingConfigSecret or demo=true"},
		{"demo=true,organizations={acme}", "set only one of organizations, demo"},
		{"organizations={acme/x}", "organizations"},
		{"organizations={acme},tokens.values.other=hf_x", `tokens.values has no key "token"`},
		{"demo=true,tokens.existingSecret=a,tokens.values.token=hf_x", "set only one of tokens.existingSecret and tokens.values"},
		{"demo=true,podDisruptionBudget.enabled=true", "podDisruptionBudget needs replicas of 2 or more"},
		{"demo=true,replica=2", "replica"},
		{"demo=true,service.prot=1", "prot"},
		{"config.organization=acme", "organizations"},
	} {
		out, err := helm(t, "template", "test", chart, "--kube-version", "1.31.0", "--set", test.set)
		if err == nil || !strings.Contains(out, test.says) {
			t.Errorf("%s: error %v does not say %q:\n%s", test.set, err, test.says, out)
		}
	}
}

func TestObjects(t *testing.T) {
	base := []string{
		"Deployment/test-huggingface-exporter", "Service/test-huggingface-exporter", "ServiceAccount/test-huggingface-exporter",
	}
	everything := append([]string{
		"ConfigMap/test-huggingface-exporter", "ConfigMap/test-huggingface-exporter-dashboard",
		"NetworkPolicy/test-huggingface-exporter", "PodDisruptionBudget/test-huggingface-exporter",
		"PrometheusRule/test-huggingface-exporter-alerts", "PrometheusRule/test-huggingface-exporter-rules",
		"Secret/test-huggingface-exporter", "ServiceMonitor/test-huggingface-exporter",
	}, base...)
	slices.Sort(everything)
	for values, want := range map[string][]string{"demo.yaml": base, "organizations.yaml": base, "everything.yaml": everything} {
		var got []string
		for key := range render(t, values) {
			got = append(got, key)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: objects %v, want %v", values, got, want)
		}
	}
}

// TestPodIsRestricted checks the settings of Kubernetes' "restricted" Pod Security Standard, and the read-only root.
func TestPodIsRestricted(t *testing.T) {
	for _, values := range []string{"demo.yaml", "organizations.yaml", "everything.yaml"} {
		pod := deployment(t, render(t, values)).Spec.Template.Spec
		container := pod.Containers[0]
		for setting, ok := range map[string]bool{
			"runAsNonRoot":             *pod.SecurityContext.RunAsNonRoot,
			"runAsUser is not root":    *pod.SecurityContext.RunAsUser > 0,
			"seccomp RuntimeDefault":   pod.SecurityContext.SeccompProfile.Type == corev1.SeccompProfileTypeRuntimeDefault,
			"no service account token": !*pod.AutomountServiceAccountToken,
			"no privilege escalation":  !*container.SecurityContext.AllowPrivilegeEscalation,
			"read-only root":           *container.SecurityContext.ReadOnlyRootFilesystem,
			"drops all capabilities":   slices.Equal(container.SecurityContext.Capabilities.Drop, []corev1.Capability{"ALL"}),
			"adds no capability":       len(container.SecurityContext.Capabilities.Add) == 0,
			"memory limit":             !container.Resources.Limits.Memory().IsZero(),
			"liveness":                 container.LivenessProbe.HTTPGet.Path == "/-/healthy",
			"readiness":                container.ReadinessProbe.HTTPGet.Path == "/-/ready",
		} {
			if !ok {
				t.Errorf("%s: missing: %s", values, setting)
			}
		}
		account := decode[corev1.ServiceAccount](t, render(t, values), "ServiceAccount/test-huggingface-exporter")
		if *account.AutomountServiceAccountToken {
			t.Errorf("%s: the service account mounts a token", values)
		}
	}
}

func TestArguments(t *testing.T) {
	for values, want := range map[string][]string{
		"demo.yaml": {"--demo"},
		"organizations.yaml": {
			"--huggingface.organization=acme", "--huggingface.organization=globex",
			"--huggingface.token-file=/etc/huggingface_exporter/tokens/read-only", "--log.format=json",
		},
		"everything.yaml": {"--config.file=/etc/huggingface_exporter/config/config.yml"},
	} {
		pod := deployment(t, render(t, values)).Spec.Template.Spec
		if got := pod.Containers[0].Args; !slices.Equal(got, want) {
			t.Errorf("%s: arguments %q, want %q", values, got, want)
		}
		for _, mount := range pod.Containers[0].VolumeMounts {
			if !mount.ReadOnly {
				t.Errorf("%s: %s is writable", values, mount.MountPath)
			}
			if !slices.ContainsFunc(pod.Volumes, func(v corev1.Volume) bool { return v.Name == mount.Name }) {
				t.Errorf("%s: no volume %s", values, mount.Name)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	objects := render(t, "everything.yaml")
	secret := decode[corev1.Secret](t, objects, "Secret/test-huggingface-exporter")
	if string(secret.Data["acme"]) != "hf_made_up_1" || string(secret.Data["globex"]) != "hf_made_up_2" {
		t.Error("the Secret does not have the tokens")
	}
	for key, document := range objects {
		if key != "Secret/test-huggingface-exporter" && bytes.Contains(document, []byte("hf_made_up")) {
			t.Errorf("%s contains a token", key)
		}
	}
	volume := tokenVolume(t, deployment(t, render(t, "organizations.yaml")))
	if volume.SecretName != "huggingface" || *volume.DefaultMode != 0o440 {
		t.Errorf("tokens are of Secret %s, mode %o; want huggingface, 440", volume.SecretName, *volume.DefaultMode)
	}
}

// TestSelectors checks that Service, ServiceMonitor, NetworkPolicy and PodDisruptionBudget find what they are for.
func TestSelectors(t *testing.T) {
	objects := render(t, "everything.yaml")
	pod := deployment(t, objects).Spec.Template
	service := decode[corev1.Service](t, objects, "Service/test-huggingface-exporter")
	monitor := decode[monitoringv1.ServiceMonitor](t, objects, "ServiceMonitor/test-huggingface-exporter")
	policy := decode[networkingv1.NetworkPolicy](t, objects, "NetworkPolicy/test-huggingface-exporter")
	budget := decode[policyv1.PodDisruptionBudget](t, objects, "PodDisruptionBudget/test-huggingface-exporter")

	for name, pair := range map[string][2]map[string]string{
		"Deployment":          {deployment(t, objects).Spec.Selector.MatchLabels, pod.Labels},
		"Service":             {service.Spec.Selector, pod.Labels},
		"ServiceMonitor":      {monitor.Spec.Selector.MatchLabels, service.Labels},
		"NetworkPolicy":       {policy.Spec.PodSelector.MatchLabels, pod.Labels},
		"PodDisruptionBudget": {budget.Spec.Selector.MatchLabels, pod.Labels},
	} {
		selector, labels := pair[0], pair[1]
		if len(selector) == 0 {
			t.Errorf("%s selects everything", name)
		}
		for key, value := range selector {
			if labels[key] != value {
				t.Errorf("%s wants %s=%s, which is %q there", name, key, value, labels[key])
			}
		}
	}
	port := pod.Spec.Containers[0].Ports[0]
	if port.ContainerPort != 10120 || service.Spec.Ports[0].TargetPort.StrVal != port.Name ||
		monitor.Spec.Endpoints[0].Port != service.Spec.Ports[0].Name {
		t.Error("the ports of container, Service and ServiceMonitor do not fit each other")
	}
}

// TestConfigurationReload checks that other configuration makes other pods, and the same does not.
func TestConfigurationReload(t *testing.T) {
	sum := func(set string) string {
		text, err := helm(t, "template", "test", chart, "--kube-version", "1.31.0", "--show-only", "templates/deployment.yaml",
			"--set", "config.organizations[0].name="+set)
		if err != nil {
			t.Fatal(err)
		}
		return decode[appsv1.Deployment](t, manifests{"d": []byte(text)}, "d").Spec.Template.Annotations["checksum/config"]
	}
	if sum("acme") != sum("acme") || sum("acme") == sum("globex") {
		t.Error("checksum/config does not follow the configuration")
	}
	objects := render(t, "everything.yaml")
	var config struct{ Organizations []struct{ Name string } }
	text := decode[corev1.ConfigMap](t, objects, "ConfigMap/test-huggingface-exporter").Data["config.yml"]
	if err := yaml.Unmarshal([]byte(text), &config); err != nil || len(config.Organizations) != 2 || config.Organizations[1].Name != "globex" {
		t.Errorf("config.yml is not what the values say (%v):\n%s", err, text)
	}
}

// TestRulesAreThoseOfMonitoring checks that every rule of monitoring/ arrives unchanged, and in the operator's terms.
func TestRulesAreThoseOfMonitoring(t *testing.T) {
	objects := render(t, "everything.yaml")
	for _, name := range []string{"rules", "alerts"} {
		rule := decode[monitoringv1.PrometheusRule](t, objects, "PrometheusRule/test-huggingface-exporter-"+name)
		if len(rule.Spec.Groups) == 0 {
			t.Errorf("%s: no groups", name)
		}
		var installed struct{ Spec json.RawMessage }
		document, err := yaml.YAMLToJSON(objects["PrometheusRule/test-huggingface-exporter-"+name])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(document, &installed); err != nil {
			t.Fatal(err)
		}
		source, err := os.ReadFile(filepath.Join(monitoring, name+".yml"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := yaml.YAMLToJSON(source)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(installed.Spec, want) {
			t.Errorf("the PrometheusRule differs from monitoring/%s.yml", name)
		}
	}
	dashboard := decode[corev1.ConfigMap](t, objects, "ConfigMap/test-huggingface-exporter-dashboard")
	source, err := os.ReadFile(filepath.Join(monitoring, "dashboard.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := dashboard.Data["huggingface-organizations.json"]; strings.TrimSpace(got) != strings.TrimSpace(string(source)) {
		t.Error("the dashboard differs from monitoring/dashboard.json")
	}
	if dashboard.Labels["grafana_dashboard"] != "1" {
		t.Error("Grafana's sidecar does not find the dashboard")
	}
}

func deployment(t *testing.T, objects manifests) appsv1.Deployment {
	t.Helper()
	return decode[appsv1.Deployment](t, objects, "Deployment/test-huggingface-exporter")
}

func tokenVolume(t *testing.T, d appsv1.Deployment) corev1.SecretVolumeSource {
	t.Helper()
	for _, volume := range d.Spec.Template.Spec.Volumes {
		if volume.Name == "tokens" {
			return *volume.Secret
		}
	}
	t.Fatal("no volume with the tokens")
	return corev1.SecretVolumeSource{}
}
