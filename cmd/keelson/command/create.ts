import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "create",
  summary: "creates the database itself, where it is not there",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson create && keelson upgrade", does: "from nothing to head" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { database, outcome } = await openKeelson().create(options);
      return {
        exitCode: 0,
        document: { kind: "Create", fields: { database, outcome } },
        text: outcome === "created" ? `Created ${database}.` : `${database} is there already.`,
      };
    }),
};
