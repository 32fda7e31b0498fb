{{- define "keelson.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "keelson.selector" -}}
app.kubernetes.io/name: keelson
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "keelson.labels" -}}
{{ include "keelson.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "keelson.account" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "keelson.name" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* Whose Secrets, ConfigMaps and Pods are read. */}}
{{- define "keelson.namespaces" -}}
{{- .Values.namespaces | default (list .Release.Namespace) | toJson -}}
{{- end -}}

{{/* Of a list of rules those about what is not ours ("core"), or the others ("rest"). */}}
{{- define "keelson.rules" -}}
{{- $rules := list -}}
{{- range .rules -}}
{{- $isCore := has "" .apiGroups -}}
{{- if or (and $isCore (eq $.part "core")) (and (not $isCore) (eq $.part "rest")) -}}
{{- $rules = append $rules . -}}
{{- end -}}
{{- end -}}
{{- $rules | toYaml -}}
{{- end -}}
