import type { Diagnostic, Severity } from "../core/diagnostic.ts";

/** What a log says of a rule. */
export interface SarifRule {
  readonly code: string;
  readonly severity: Severity;
  readonly happens: string;
  readonly instead: string;
}

export interface SarifRequest {
  readonly findings: readonly Diagnostic[];
  readonly rules: readonly SarifRule[];
  /** Of keelson. */
  readonly version: string;
}

/** The findings as a log of SARIF 2.1.0, with paths relative to the working folder. */
export function sarif({ findings, rules, version }: SarifRequest): string {
  // What `validate` finds has codes too, and no rule that describes them.
  const codes = [...new Set([...rules.map(({ code }) => code), ...findings.map(({ code }) => code)])];
  const described = new Map(rules.map((rule) => [rule.code, rule]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "keelson", semanticVersion: version, rules: codes.map((code) => descriptor(code, described.get(code))) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { WORKINGFOLDER: { description: { text: "The folder that keelson was called in." } } },
        results: findings.map((finding) => result(finding, codes)),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

const descriptor = (id: string, rule: SarifRule | undefined) =>
  rule === undefined
    ? { id }
    : { id, shortDescription: { text: rule.happens }, help: { text: rule.instead }, defaultConfiguration: { level: rule.severity } };

const result = ({ code, severity, message, remedy, position }: Diagnostic, codes: readonly string[]) => ({
  ruleId: code,
  ruleIndex: codes.indexOf(code),
  level: severity,
  message: { text: remedy === "" ? message : `${message}. ${remedy}.` },
  ...(position === undefined
    ? {}
    : {
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: position.file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "WORKINGFOLDER" },
              region: { startLine: position.line, startColumn: position.column },
            },
          },
        ],
      }),
});
