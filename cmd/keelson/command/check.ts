import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "check",
  summary: "tells whether the database is in sync (0), lacks something (2), or was changed by hand (6)",
  arguments: [],
  flags: [{ flags: "--only <part>", description: "look for one thing alone", choices: ["pending", "drift"] }],
  examples: [
    { line: "keelson check", does: "before a deployment" },
    { line: "keelson check --only drift", does: "has somebody changed something?" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const only = stringFlag(invocation.flags, "only");
      const { comparison, exitCode, text, diagnostics } = await openKeelson().check({ ...options, only: only === "pending" || only === "drift" ? only : "everything" });
      const { mode: _mode, ...fields } = comparison;
      return { exitCode, document: { kind: "Check", fields }, text, diagnostics };
    }),
};
