package deploy_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

// combinations are values that the chart has to render, by what they are about.
var combinations = map[string]string{
	"demo":                 "demo: true",
	"nulls":                "{demo: true, podSecurityContext: null, securityContext: null, resources: null, livenessProbe: null, readinessProbe: null, strategy: null, extraArgs: null, commonLabels: null, global: null}",
	"single nulls":         "{demo: true, podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}, securityContext: {capabilities: null}}",
	"disabled":             "{enabled: false}",
	"disabled misfit":      "{enabled: false, demo: true, organizations: [acme]}",
	"no token":             "organizations: [acme]",
	"numeric names":        "{organizations: [acme], nameOverride: 123, fullnameOverride: 1234567, namespaceOverride: 42, priorityClassName: 7}",
	"global registry":      "{demo: true, global: {imageRegistry: registry.internal:5000, imagePullSecrets: [pull]}, imagePullSecrets: [{name: pull}, other]}",
	"several secrets":      "{config: {organizations: [{name: acme}]}, tokens: {existingSecrets: [{name: a, key: k, file: acme}, {name: b}]}}",
	"secrets mixed":        "{organizations: [acme], tokens: {existingSecret: x, existingSecrets: [{name: b}], key: b}}",
	"secrets made":         "{organizations: [acme], tokens: {values: {token: hf_x}}}",
	"configuration secret": "{existingConfigSecret: {name: all, key: my.yml}}",
	"web config":           "{demo: true, webConfig: {existingSecret: web}, serviceMonitor: {enabled: true, scheme: https, tlsConfig: {insecureSkipVerify: true}, basicAuth: {username: {name: s, key: u}, password: {name: s, key: p}}}}",
	"web config of one's own": "{demo: true, extraArgs: [--web.config.file, /web/web.yml], extraVolumes: [{name: web, secret: {secretName: web}}], " +
		"extraVolumeMounts: [{name: web, mountPath: /web}]}",
	"port and path":      "{demo: true, port: 9999, telemetryPath: /hub, service: {port: 80, type: LoadBalancer, labels: {a: b}}, serviceMonitor: {enabled: true}}",
	"labels doubled":     "{demo: true, commonLabels: {app.kubernetes.io/version: x, team: sre}, podLabels: {app.kubernetes.io/name: other, team: b}, podAnnotations: {checksum/config: x}, service: {labels: {app.kubernetes.io/instance: other}}, serviceMonitor: {enabled: true, labels: {app.kubernetes.io/instance: operator}}, dashboard: {enabled: true, labels: {app.kubernetes.io/name: g}}, prometheusRule: {enabled: true, labels: {helm.sh/chart: x}}}",
	"labels not strings": "{demo: true, podLabels: {number: 1234567, truth: true}, podAnnotations: {port: 10120}, nodeSelector: {pool: '1'}}",
	"empty durations":    "{demo: true, serviceMonitor: {enabled: true, interval: '', scrapeTimeout: ''}}",
	"free arguments":     "{organizations: [acme], extraArgs: [--log.level, debug, '--scrape.interval=1m']}",
	"ingress":            "{demo: true, ingress: {enabled: true, className: nginx, hosts: [{host: a.example.com}, {host: b.example.com, paths: [{path: /x, pathType: Exact}]}], tls: [{hosts: [a.example.com], secretName: t}]}}",
	"route":              "{demo: true, route: {enabled: true, parentRefs: [{name: gateway, namespace: infra}], hostnames: [a.example.com]}}",
	"environment":        "{organizations: [acme], extraEnv: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: s, key: t}}}], extraEnvFrom: [{secretRef: {name: s}}]}",
	"containers":         "{demo: true, extraContainers: [{name: proxy, image: proxy}], extraInitContainers: [{name: wait, image: busybox}]}",
	"manifests":          "{demo: true, extraManifests: [{apiVersion: v1, kind: ConfigMap, metadata: {name: '{{ .Release.Name }}-extra', namespace: '{{ .Release.Namespace }}'}}, \"apiVersion: v1\\nkind: Secret\\nmetadata: {name: text, namespace: monitoring}\\n\"]}",
	"deployment":         "{demo: true, deployment: {annotations: {a: b}, labels: {c: d}}, strategy: {type: Recreate}, revisionHistoryLimit: 0, terminationGracePeriodSeconds: 5}",
	"rolling update":     "{demo: true, replicas: 3, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}, podDisruptionBudget: {enabled: true, maxUnavailable: 50%}}",
	"DNS":                "{demo: true, dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1], options: [{name: ndots, value: '1'}]}, hostAliases: [{ip: 10.0.0.2, hostnames: [hub]}]}",
	"namespaces":         "{demo: true, namespaceOverride: hub, serviceMonitor: {enabled: true, namespace: prometheus}, prometheusRule: {enabled: true, namespace: prometheus}}",
	"rules":              "{demo: true, prometheusRule: {enabled: true, runbookBaseURL: 'https://hub.example.com/runbooks', disabled: {HuggingFaceAdminAdded: true}, additionalAlertLabels: {team: sre}, additionalGroups: [{name: mine, rules: [{alert: Mine, expr: 'vector(1)'}]}]}}",
	"reload":             "{config: {organizations: [{name: acme}]}, configReloader: {enabled: true}}",
	"reload of a secret": "{existingConfigSecret: {name: all}, configReloader: {enabled: true, resources: null}}",
	"account":            "{demo: true, serviceAccount: {create: false, name: 77}}",
	"resources":          "{demo: true, resources: {limits: {cpu: 1, memory: 1Gi, ephemeral-storage: 10Mi}, requests: {cpu: 0.5}}}",
	"tolerations":        "{demo: true, tolerations: [{key: a, operator: Equal, value: b, effect: NoExecute, tolerationSeconds: 60}, {operator: Exists}]}",
}

// withValues renders values as release, each document by its kind and name.
func withValues(t *testing.T, release, values string) manifests {
	t.Helper()
	text, err := tryValues(t, release, values)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return documents(t, text)
}

func tryValues(t *testing.T, release, values string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "values.yaml")
	if err := os.WriteFile(file, []byte(values), 0o600); err != nil {
		t.Fatal(err)
	}
	return helm(t, "template", release, chart, "--namespace", "monitoring", "--kube-version", "1.31.0", "--values", file)
}

func TestCombinations(t *testing.T) {
	t.Parallel()
	for name, values := range combinations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for key, document := range withValues(t, "1234", values) {
				strictly(t, key, document)
			}
		})
	}
}

// strictly decodes an object into the Go type of its kind. An unknown field and a key that is there twice are errors.
func strictly(t *testing.T, key string, document []byte) {
	t.Helper()
	var object any
	switch kind, _, _ := strings.Cut(key, "/"); kind {
	case "Deployment":
		object = &appsv1.Deployment{}
	case "Service":
		object = &corev1.Service{}
	case "ServiceAccount":
		object = &corev1.ServiceAccount{}
	case "ConfigMap":
		object = &corev1.ConfigMap{}
	case "Secret":
		object = &corev1.Secret{}
	case "NetworkPolicy":
		object = &networkingv1.NetworkPolicy{}
	case "Ingress":
		object = &networkingv1.Ingress{}
	case "HTTPRoute":
		object = &gatewayv1.HTTPRoute{}
	case "PodDisruptionBudget":
		object = &policyv1.PodDisruptionBudget{}
	case "ServiceMonitor":
		object = &monitoringv1.ServiceMonitor{}
	case "PrometheusRule":
		object = &monitoringv1.PrometheusRule{}
	default:
		t.Fatalf("%s: a kind that this test does not know", key)
	}
	if err := yaml.UnmarshalStrict(document, object); err != nil {
		t.Errorf("%s: %v\n%s", key, err, document)
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for values, says := range map[string]string{
		"{config: {organizations: [{name: a, authorization: {credentials: hf_x}}]}}":                         "config.organizations[0].authorization.credentials would be readable",
		"{config: {organizations: [{name: a, tls_config: {key: x}}]}}":                                       "tls_config.key would be readable",
		"{config: {organizations: [{name: a, http_headers: {X: {secrets: [x]}}}]}}":                          "secrets would be readable",
		"{config: {organizations: [{name: a, proxy_url: 'http://u:p@proxy'}]}}":                              "proxy_url has a password",
		"{config: {organizations: [{name: a, directory_file: hf_abcdefghijklmnopqrstuvwxyzABCDEFGH}]}}":      "has a token",
		"{config: {organisations: [{name: a}]}}":                                                             "organi",
		"{config: {organizations: [{name: a, seat_limits: 7}]}}":                                             "seat_limits",
		"{demo: true, resources: {limit: {memory: 1Gi}}}":                                                    "limit",
		"{demo: true, resources: {limits: {memroy: 1Gi}}}":                                                   "memroy",
		"{demo: true, resources: {limits: {memory: 1GB}}}":                                                   "memory",
		"{demo: true, tolerations: [{key: a, efect: NoSchedule}]}":                                           "efect",
		"{demo: true, tolerations: [{key: a, effect: NoShedule}]}":                                           "effect",
		"{demo: true, tolerations: [{key: a, operator: Exist}]}":                                             "operator",
		"{demo: true, securityContext: {runAsNonroot: true}}":                                                "runAsNonroot",
		"{demo: true, serviceMonitor: {enabled: true, interval: 1 m}}":                                       "interval",
		"{organizations: [a], tokens: {existingSecrets: [{name: s}]}}":                                       `no file "token"`,
		"{organizations: [a], tokens: {existingSecrets: [{name: s, file: x}, {name: x}]}}":                   "the same file",
		"{demo: true, existingConfigSecret: {name: x}}":                                                      "set only one of existingConfigSecret, demo",
		"{demo: true, configReloader: {enabled: true}}":                                                      "configReloader needs config",
		"{existingConfigSecret: {name: x}, configReloader: {enabled: true}, webConfig: {existingSecret: w}}": "configReloader cannot reach",
		"{demo: true, ingress: {enabled: true}}":                                                             "ingress.hosts",
		"{demo: true, route: {enabled: true}}":                                                               "route.parentRefs",
	} {
		if out, err := tryValues(t, "test", values); err == nil || !strings.Contains(out, says) {
			t.Errorf("%s: error %v does not say %q:\n%s", values, err, says, out)
		}
	}
}

// TestDependency checks that a chart can have this one as a conditional dependency, switched on and off, with a registry
// for all of its images.
func TestDependency(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	absolute, err := filepath.Abs(chart)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(parent, "charts"), 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "cp", "-rL", absolute, filepath.Join(parent, "charts")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	version := strings.TrimSpace(strings.TrimPrefix(lineOf(t, filepath.Join(chart, "Chart.yaml"), "version: "), "version: "))
	write(t, filepath.Join(parent, "Chart.yaml"), "apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n"+
		"  - {name: huggingface-exporter, version: "+version+", condition: huggingface-exporter.enabled}\n")
	for enabled, want := range map[string]bool{"true": true, "false": false} {
		write(t, filepath.Join(parent, "values.yaml"), "global: {imageRegistry: registry.internal, other: x}\nhuggingface-exporter: {demo: true, enabled: "+enabled+"}\n")
		text, err := helm(t, "template", "test", parent, "--kube-version", "1.31.0")
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if got := strings.Contains(text, `image: "registry.internal/huggingface_exporter:`); got != want {
			t.Errorf("enabled=%s: an exporter is rendered: %v\n%s", enabled, got, text)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func lineOf(t *testing.T, path, prefix string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return string(line)
		}
	}
	t.Fatalf("%s has no line that begins with %q", path, prefix)
	return ""
}
