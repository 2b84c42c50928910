{{- define "exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "exporter.fullname" -}}
{{- $name := include "exporter.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "exporter.selector" -}}
app.kubernetes.io/name: {{ include "exporter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "exporter.labels" -}}
{{ include "exporter.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "exporter.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "exporter.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "exporter.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The Secret with the tokens; empty when there is none. */}}
{{- define "exporter.secret" -}}
{{- if .Values.tokens.existingSecret -}}
{{- .Values.tokens.existingSecret -}}
{{- else if .Values.tokens.values -}}
{{- include "exporter.fullname" . -}}
{{- end -}}
{{- end -}}

{{/* Stops with a sentence where the values contradict each other. */}}
{{- define "exporter.validate" -}}
{{- $sources := list -}}
{{- if .Values.organizations }}{{ $sources = append $sources "organizations" }}{{ end -}}
{{- if .Values.config }}{{ $sources = append $sources "config" }}{{ end -}}
{{- if .Values.demo }}{{ $sources = append $sources "demo" }}{{ end -}}
{{- if not $sources -}}
{{- fail "nothing to poll: set organizations (names), config (the configuration file) or demo=true" -}}
{{- else if gt (len $sources) 1 -}}
{{- fail (printf "set only one of %s" (join ", " $sources)) -}}
{{- end -}}
{{- if and .Values.tokens.existingSecret .Values.tokens.values -}}
{{- fail "set only one of tokens.existingSecret and tokens.values" -}}
{{- end -}}
{{- if and .Values.organizations .Values.tokens.values (not (hasKey .Values.tokens.values .Values.tokens.key)) -}}
{{- fail (printf "tokens.values has no key %q, which tokens.key names" .Values.tokens.key) -}}
{{- end -}}
{{- if and .Values.podDisruptionBudget.enabled (lt (int .Values.replicas) 2) -}}
{{- fail "podDisruptionBudget needs replicas of 2 or more" -}}
{{- end -}}
{{- end -}}
