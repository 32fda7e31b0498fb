import { flatDiagnostic } from "../../../src/core/diagnostic.ts";
import { ExitCode } from "../../../src/core/error.ts";
import { countFindings, lintText } from "../../../src/report/lint-text.ts";
import { sarif } from "../../../src/report/sarif.ts";
import { version } from "../../../src/version.ts";
import type { Command, Outcome } from "../command.ts";
import type { OutputDocument } from "../document/documents.shape.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { apiVersion } from "../output.ts";
import { isSet, stringFlag, usage } from "../verb-options.ts";

const formats = ["text", "json", "sarif"] as const;
const levels = ["error", "warning", "note"] as const;

export const command: Command = {
  name: "lint",
  summary:
    "judges what documents ask for by rules: locks, rewrites, losses, what breaks a running application, and what they do it safely with; works without a database",
  arguments: [{ name: "[paths...]", description: "files and folders whose findings are shown, all where none is named" }],
  flags: [
    { flags: "--format <format>", description: "how findings are printed (default text)", choices: formats },
    { flags: "--fail-on <severity>", description: "exit 3 from this severity on (default error)", choices: levels },
    { flags: "--server-version <version>", description: "judges for this server, e.g. 17, before that of the database" },
    { flags: "--offline", description: "asks no database, also where one can be reached" },
  ],
  examples: [
    { line: "keelson lint", does: "everything, in a pre-commit hook" },
    { line: "keelson lint db/revisions/2026-11-21_add_email.yaml", does: "what this revision would do" },
    { line: "keelson lint --format sarif > lint.sarif", does: "for a code-scanning page" },
  ],
  run: (invocation) => {
    const { flags, args } = invocation;
    const format = stringFlag(flags, "format") ?? "text";
    if (format === "sarif" && isSet(flags, "all")) usage("--format sarif is one log of one database", "Choose one with --database NAME");
    const paths = Array.isArray(args[0]) ? args[0] : [];
    return eachDatabase(invocation, async (options): Promise<Outcome> => {
      const { findings, serverVersion, database, rules } = await openKeelson().lint({
        ...options,
        paths,
        serverVersion: stringFlag(flags, "serverVersion"),
        live: isSet(flags, "offline") ? "never" : "whereReachable",
      });
      const counts = countFindings(findings);
      const failing = levels.slice(0, levels.findIndex((level) => level === (stringFlag(flags, "failOn") ?? "error")) + 1);
      const exitCode = failing.some((level) => counts[level] > 0) ? ExitCode.invalid : ExitCode.done;
      const document: OutputDocument = {
        kind: "Lint",
        fields: { findings: findings.map(flatDiagnostic), counts, serverVersion, database },
      };
      if (format === "sarif") return { exitCode, document: null, text: sarif({ findings, rules, version }) };
      if (format === "json")
        return { exitCode, document: null, text: JSON.stringify({ apiVersion, kind: document.kind, ...document.fields }, null, 2) };
      return { exitCode, document, text: lintText(findings) };
    });
  },
};
