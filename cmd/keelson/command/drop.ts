import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { confirmLoss } from "../confirm-loss.ts";

export const command: Command = {
  name: "drop",
  summary: "drops the database itself, with everything in it",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson drop --yes", does: "in a script, without a question" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const keelson = openKeelson();
      const name = await keelson.describe(options);
      await confirmLoss(invocation, `Drop ${name} with everything in it?`);
      const { database, outcome } = await keelson.drop(options);
      return {
        exitCode: 0,
        document: { kind: "Drop", fields: { database, outcome } },
        text: outcome === "dropped" ? `Dropped ${database}.` : `${database} is not there.`,
      };
    }),
};
