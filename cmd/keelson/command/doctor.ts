import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { flatDiagnostic, formatDiagnostic, hasErrors } from "../../../src/core/diagnostic.ts";

export const command: Command = {
  name: "doctor",
  summary: "says what is wrong: connection, rights, settings, versions, leftovers",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson doctor", does: "before the first run on a new database" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { server, role, journal, findings } = await openKeelson().doctor(options);
      const text = [
        `${server.dialect} ${server.version}, database ${server.database}${role === null ? "" : `, as ${role.name}`}`,
        ...(journal.last === null ? [] : [`history ends at row ${journal.last.seq}, ${journal.last.hash}`]),
        ...(findings.length === 0 ? ["Nothing is wrong."] : findings.map(formatDiagnostic)),
      ];
      return {
        exitCode: hasErrors(findings) ? 1 : 0,
        document: { kind: "Doctor", fields: { server, role, journal, findings: findings.map(flatDiagnostic) } },
        text: text.join("\n"),
      };
    }),
};
