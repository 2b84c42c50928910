{{/* A scalar as text. Numbers of a values file are floats, and 1234567 must not become 1.234567e+06. */}}
{{- define "exporter.string" -}}
{{- if kindIs "float64" . }}{{ if eq . (floor .) }}{{ printf "%.0f" . }}{{ else }}{{ . }}{{ end }}{{ else if not (kindIs "invalid" .) }}{{ toString . }}{{ end -}}
{{- end -}}

{{- define "exporter.name" -}}
{{- default .Chart.Name (include "exporter.string" .Values.nameOverride) | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "exporter.fullname" -}}
{{- $name := include "exporter.name" . -}}
{{- $override := include "exporter.string" .Values.fullnameOverride -}}
{{- if $override -}}
{{- $override | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The name with a suffix, within the 63 characters. */}}
{{- define "exporter.suffixed" -}}
{{- $suffix := index . 1 -}}
{{- printf "%s-%s" (include "exporter.fullname" (index . 0) | trunc (int (sub 62 (len $suffix))) | trimSuffix "-") $suffix -}}
{{- end -}}

{{- define "exporter.namespace" -}}
{{- default .Release.Namespace (include "exporter.string" .Values.namespaceOverride) -}}
{{- end -}}

{{/* YAML of a map of scalars, all of them as text; nothing for an empty one. */}}
{{- define "exporter.strings" -}}
{{- $all := dict -}}
{{- range $key, $value := . }}{{ if not (kindIs "invalid" $value) }}{{ $_ := set $all $key (include "exporter.string" $value) }}{{ end }}{{ end -}}
{{- if $all }}{{ toYaml $all }}{{ end -}}
{{- end -}}

{{- define "exporter.selector" -}}
app.kubernetes.io/name: {{ include "exporter.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* Labels of an object: list of context and, optionally, labels that win over the chart's own. */}}
{{- define "exporter.labels" -}}
{{- $context := index . 0 -}}
{{- $own := dict "app.kubernetes.io/version" $context.Chart.AppVersion "app.kubernetes.io/managed-by" $context.Release.Service
    "helm.sh/chart" (printf "%s-%s" $context.Chart.Name $context.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- $selector := include "exporter.selector" $context | fromYaml -}}
{{- $more := dict -}}
{{- if gt (len .) 1 }}{{ $more = default dict (index . 1) }}{{ end -}}
{{- include "exporter.strings" (merge dict $more (default dict $context.Values.commonLabels) $selector $own) -}}
{{- end -}}

{{/* The same for pods and the Service, which are selected by their labels: the selector wins. */}}
{{- define "exporter.selectedLabels" -}}
{{- $context := index . 0 -}}
{{- $selector := include "exporter.selector" $context | fromYaml -}}
{{- include "exporter.labels" (list $context (merge dict $selector (default dict (index . 1)))) -}}
{{- end -}}

{{/* Metadata of an object: list of context, name, and optionally labels and annotations. */}}
{{- define "exporter.metadata" -}}
{{- $context := index . 0 -}}
name: {{ index . 1 | quote }}
namespace: {{ include "exporter.namespace" $context | quote }}
labels: {{- include "exporter.labels" (list $context (index (concat . (list dict)) 2)) | nindent 2 }}
{{- if gt (len .) 3 }}
{{- with include "exporter.strings" (index . 3) }}
annotations: {{- . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "exporter.serviceAccount" -}}
{{- $name := include "exporter.string" .Values.serviceAccount.name -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "exporter.fullname" .) $name -}}
{{- else -}}
{{- default "default" $name -}}
{{- end -}}
{{- end -}}

{{/* An image: list of context and its values. global.imageRegistry wins over the image's own registry. */}}
{{- define "exporter.image" -}}
{{- $context := index . 0 -}}
{{- $image := index . 1 -}}
{{- $registry := default $image.registry (default dict $context.Values.global).imageRegistry -}}
{{- $repository := $image.repository -}}
{{- if $registry }}{{ $repository = printf "%s/%s" (trimSuffix "/" $registry) $repository }}{{ end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default $context.Chart.AppVersion (include "exporter.string" $image.tag)) -}}
{{- end -}}
{{- end -}}

{{/* imagePullSecrets and global.imagePullSecrets, each an object or just a name. */}}
{{- define "exporter.pullSecrets" -}}
{{- $all := list -}}
{{- range concat (default list .Values.imagePullSecrets) (default list (default dict .Values.global).imagePullSecrets) -}}
{{- $all = append $all (ternary . (dict "name" .) (kindIs "map" .)) -}}
{{- end -}}
{{- if $all }}{{ toYaml (uniq $all) }}{{ end -}}
{{- end -}}

{{/* Not empty if there is a configuration file. */}}
{{- define "exporter.configured" -}}
{{- if or .Values.config .Values.existingConfigSecret.name }}true{{ end -}}
{{- end -}}

{{/* Not empty if there is a token. */}}
{{- define "exporter.tokens" -}}
{{- if or .Values.tokens.existingSecret .Values.tokens.existingSecrets .Values.tokens.values }}true{{ end -}}
{{- end -}}

{{/* Flags that say where and how the exporter listens; healthcheck gets the same. */}}
{{- define "exporter.webArgs" -}}
{{- $args := list -}}
{{- if ne (int .Values.port) 10120 }}{{ $args = append $args (printf "--web.listen-address=:%d" (int .Values.port)) }}{{ end -}}
{{- if ne .Values.telemetryPath "/metrics" }}{{ $args = append $args (printf "--web.telemetry-path=%s" .Values.telemetryPath) }}{{ end -}}
{{- if .Values.webConfig.existingSecret }}{{ $args = append $args (printf "--web.config.file=/etc/huggingface_exporter/web/%s" .Values.webConfig.key) }}{{ end -}}
{{- toYaml $args -}}
{{- end -}}

{{- define "exporter.args" -}}
{{- $args := list -}}
{{- if .Values.demo }}{{ $args = append $args "--demo" }}{{ end -}}
{{- range .Values.organizations }}{{ $args = append $args (printf "--huggingface.organization=%s" (include "exporter.string" .)) }}{{ end -}}
{{- if and .Values.organizations (include "exporter.tokens" .) -}}
{{- $args = append $args (printf "--huggingface.token-file=/etc/huggingface_exporter/tokens/%s" .Values.tokens.key) -}}
{{- end -}}
{{- if include "exporter.configured" . }}{{ $args = append $args "--config.file=/etc/huggingface_exporter/config/config.yml" }}{{ end -}}
{{- if .Values.configReloader.enabled }}{{ $args = append $args "--web.enable-lifecycle" }}{{ end -}}
{{- range concat (include "exporter.webArgs" . | fromYamlArray) (default list .Values.extraArgs) }}{{ $args = append $args (include "exporter.string" .) }}{{ end -}}
{{- toYaml $args -}}
{{- end -}}

{{/* Whether the listener may want TLS or a password, or may be elsewhere: only healthcheck, which reads the flags, can ask it. */}}
{{- define "exporter.execProbe" -}}
{{- if .Values.webConfig.existingSecret }}true{{ end -}}
{{- range .Values.extraArgs }}{{ if hasPrefix "--web." (include "exporter.string" .) }}true{{ end }}{{ end -}}
{{- end -}}

{{/* A probe: list of context, path, flag of healthcheck, and the values of its times. */}}
{{- define "exporter.probe" -}}
{{- $context := index . 0 -}}
{{- $probe := dict -}}
{{- if include "exporter.execProbe" $context -}}
{{- $command := concat (list "/bin/huggingface_exporter" "healthcheck") (index . 2) (include "exporter.webArgs" $context | fromYamlArray) -}}
{{- range $context.Values.extraArgs }}{{ $command = append $command (include "exporter.string" .) }}{{ end -}}
{{- $probe = dict "exec" (dict "command" $command) -}}
{{- else -}}
{{- $probe = dict "httpGet" (dict "path" (index . 1) "port" "http") -}}
{{- end -}}
{{- toYaml (merge $probe (default dict (index . 3))) -}}
{{- end -}}

{{/* The sources of the projected volume with the tokens. */}}
{{- define "exporter.tokenSources" -}}
{{- $sources := list -}}
{{- if .Values.tokens.existingSecret }}{{ $sources = append $sources (dict "secret" (dict "name" .Values.tokens.existingSecret)) }}{{ end -}}
{{- if .Values.tokens.values }}{{ $sources = append $sources (dict "secret" (dict "name" (include "exporter.fullname" .))) }}{{ end -}}
{{- range .Values.tokens.existingSecrets -}}
{{- $sources = append $sources (dict "secret" (dict "name" .name "items" (list (dict "key" (default "token" .key) "path" (default .name .file))))) -}}
{{- end -}}
{{- toYaml $sources -}}
{{- end -}}
