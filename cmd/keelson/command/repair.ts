import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "repair",
  summary: "accepts in the journal what was edited or restored: digests of applied revisions, the model that is live",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson repair", does: "after an applied revision was edited on purpose" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { accepted, restarted, history } = await openKeelson().repair(options);
      const gap =
        history === "accepted" ? ["Rows of the history are gone: what lies at or below the recorded heads counts as applied."] : [];
      const lines = [
        ...gap,
        ...accepted.map((id) => `Accepted the edit of ${id}.`),
        ...restarted.map((id) => `${id} stopped half way and is planned anew.`),
        "The database counts as it is now.",
      ];
      return { exitCode: 0, document: { kind: "Repair", fields: { accepted, restarted } }, text: lines.join("\n") };
    }),
};
