import { kindTitle } from "../../../src/model/kind/kinds.ts";
import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "inspect",
  summary: "reads the live database as Schema documents",
  arguments: [],
  flags: [
    { flags: "--write <dir>", description: "writes them: an object in the file where it stands, a new one in its own; deletes no file" },
    { flags: "--format <format>", description: "what is printed (default yaml)", choices: ["yaml", "sql"] },
  ],
  examples: [
    { line: "keelson inspect", does: "print what is there" },
    { line: "keelson inspect --write db", does: "make it the desired state" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const write = stringFlag(invocation.flags, "write");
      const asked = stringFlag(invocation.flags, "format") === "sql" ? "sql" : "yaml";
      const { documents, unmanaged, absentSchemas, written, text, ...found } = await openKeelson().inspect({
        ...options,
        write,
        format: asked,
      });
      const nothing = found.diagnostics.length > 0 ? "Nothing was written." : "Nothing to write: the documents say what is there.";
      const told = written.length > 0 ? written.map((path) => `wrote ${path}`).join("\n") : nothing;
      const report = write === undefined ? text : told;
      const diagnostics = [
        ...found.diagnostics,
        ...absentSchemas.map((name) => ({
          code: "schema-absent",
          severity: "note" as const,
          message: `schema ${name}, which spec.schemas names, is not in the database`,
          remedy: "Correct spec.schemas, where it should be",
        })),
        ...unmanaged.map(({ kind, name, reason }) => ({
          code: "unmanaged",
          severity: "note" as const,
          message: `${kindTitle(kind)} ${name} is not managed: ${reason}`,
          remedy: "",
        })),
      ];
      const fields = {
        get documents() {
          return [...documents];
        },
        unmanaged,
        written,
      };
      return { exitCode: 0, document: { kind: "Inspection", fields }, text: report, diagnostics };
    }),
};
