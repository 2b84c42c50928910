{{/* Stops with a sentence where the values contradict each other, or would make a secret readable. */}}
{{- define "exporter.validate" -}}
{{- $sources := list -}}
{{- if .Values.organizations }}{{ $sources = append $sources "organizations" }}{{ end -}}
{{- if .Values.config }}{{ $sources = append $sources "config" }}{{ end -}}
{{- if .Values.existingConfigSecret.name }}{{ $sources = append $sources "existingConfigSecret" }}{{ end -}}
{{- if .Values.demo }}{{ $sources = append $sources "demo" }}{{ end -}}
{{- if not $sources -}}
{{- fail "nothing to poll: set organizations (names), config (the configuration file), existingConfigSecret or demo=true" -}}
{{- else if gt (len $sources) 1 -}}
{{- fail (printf "set only one of %s" (join ", " $sources)) -}}
{{- end -}}
{{- include "exporter.validateTokens" . -}}
{{- include "exporter.validateSecrets" (list "config" .Values.config) -}}
{{- if and .Values.podDisruptionBudget.enabled (lt (int .Values.replicas) 2) -}}
{{- fail "podDisruptionBudget needs replicas of 2 or more" -}}
{{- end -}}
{{- if and .Values.configReloader.enabled (not (include "exporter.configured" .)) -}}
{{- fail "configReloader needs config or existingConfigSecret: without one there is no file to reload" -}}
{{- end -}}
{{- if and .Values.configReloader.enabled .Values.webConfig.existingSecret -}}
{{- fail "configReloader cannot reach an exporter with webConfig: leave it disabled, and a changed config restarts the pods" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress needs ingress.hosts" -}}
{{- end -}}
{{- if and .Values.route.enabled (not .Values.route.parentRefs) -}}
{{- fail "route needs route.parentRefs: the gateways that it belongs to" -}}
{{- end -}}
{{- end -}}

{{- define "exporter.validateTokens" -}}
{{- if and .Values.tokens.existingSecret .Values.tokens.values -}}
{{- fail "set only one of tokens.existingSecret and tokens.values" -}}
{{- end -}}
{{- $files := list -}}
{{- range .Values.tokens.existingSecrets }}{{ $files = append $files (default .name .file) }}{{ end -}}
{{- if ne (len $files) (len (uniq $files)) -}}
{{- fail (printf "tokens.existingSecrets: two secrets have the same file (%s): give each its own file" (join ", " $files)) -}}
{{- end -}}
{{- if and .Values.organizations (not .Values.tokens.existingSecret) (include "exporter.tokens" .) -}}
{{- if and .Values.tokens.values (not (hasKey .Values.tokens.values .Values.tokens.key)) (not (has .Values.tokens.key $files)) -}}
{{- fail (printf "tokens.values has no key %q, which tokens.key names" .Values.tokens.key) -}}
{{- else if and (not .Values.tokens.values) (not (has .Values.tokens.key $files)) -}}
{{- fail (printf "tokens.existingSecrets has no file %q, which tokens.key names" .Values.tokens.key) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Everybody who may read ConfigMaps would read what is secret in config. List of path and value. */}}
{{- define "exporter.validateSecrets" -}}
{{- $path := index . 0 -}}
{{- $value := index . 1 -}}
{{- if kindIs "map" $value -}}
{{- range $key, $inner := $value -}}
{{- if and (has $key (list "credentials" "password" "bearer_token" "client_secret" "secrets" "key" "proxy_connect_header")) $inner -}}
{{- fail (printf "%s.%s would be readable in a ConfigMap: use a file in /etc/huggingface_exporter/tokens (credentials_file, and tokens in the values), or put the whole configuration into a Secret (existingConfigSecret)" $path $key) -}}
{{- end -}}
{{- include "exporter.validateSecrets" (list (printf "%s.%s" $path $key) $inner) -}}
{{- end -}}
{{- else if kindIs "slice" $value -}}
{{- range $i, $inner := $value }}{{ include "exporter.validateSecrets" (list (printf "%s[%d]" $path $i) $inner) }}{{ end -}}
{{- else if and (kindIs "string" $value) (regexMatch "://[^/@]*:[^/@]*@" $value) -}}
{{- fail (printf "%s has a password, which would be readable in a ConfigMap: put the whole configuration into a Secret (existingConfigSecret)" $path) -}}
{{- else if and (kindIs "string" $value) (regexMatch "\\bhf_[A-Za-z0-9]{30,}" $value) -}}
{{- fail (printf "%s has a token, which would be readable in a ConfigMap: use credentials_file" $path) -}}
{{- end -}}
{{- end -}}
