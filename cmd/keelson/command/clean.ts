import type { Command } from "../command.ts";
import { confirmLoss } from "../confirm-loss.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "clean",
  summary: "empties the managed schemas, journal included",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson clean --yes && keelson upgrade", does: "start over, in a test" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const keelson = openKeelson();
      await confirmLoss(invocation, `Drop every object of ${await keelson.describe(options)}?`);
      const { database, schemas } = await keelson.clean(options);
      return {
        exitCode: 0,
        document: { kind: "Clean", fields: { database, schemas } },
        text: `Emptied ${schemas.join(", ")} of ${database}.`,
      };
    }),
};
