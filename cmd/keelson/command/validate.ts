import { flatDiagnostic } from "../../../src/core/diagnostic.ts";
import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "validate",
  summary: "checks the documents: form, references, graph, what each revision does, all SQL; needs no database",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson validate", does: "in a pre-commit hook" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { revisions, schemas, diagnostics } = await openKeelson().validate(options);
      const text = `Valid: ${count(revisions, "revision")}, ${count(schemas, "schema document")}.`;
      return {
        exitCode: 0,
        document: { kind: "Validation", fields: { revisions, schemas, diagnostics: diagnostics.map(flatDiagnostic) } },
        text,
        diagnostics,
      };
    }),
};

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;
