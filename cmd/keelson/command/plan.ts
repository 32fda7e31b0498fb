import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "plan",
  summary: "shows the exact statements that a reconcile would run, with hazards and locks",
  arguments: [{ name: "[target]", description: "a target, spec.target where none is named" }],
  flags: [
    { flags: "--out <file>", description: "writes the plan to a file, for apply --plan" },
    { flags: "--exit-code", description: "exit 2 where something would run, 6 where there is drift" },
  ],
  examples: [
    { line: "keelson plan", does: "read what would run" },
    { line: "keelson plan --out plan.json && keelson apply --plan plan.json", does: "run exactly what was read" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const target = invocation.args[0];
      const { document, text, finding, diagnostics } = await openKeelson().plan({ ...options, target: typeof target === "string" ? target : undefined, out: stringFlag(invocation.flags, "out") });
      const { kind, metadata, spec } = document;
      return { exitCode: isSet(invocation.flags, "exitCode") ? finding : 0, document: { kind, fields: { metadata, spec } }, text, diagnostics };
    }),
};
