import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet } from "../verb-options.ts";

export const command: Command = {
  name: "stamp",
  summary: "writes a revision into the journal without running anything",
  arguments: [{ name: "<target>", description: "head, base, an id or its start" }],
  flags: [{ flags: "--purge", description: "what the journal says so far does not count" }],
  examples: [
    { line: "keelson stamp head", does: "the schema is there already" },
    { line: "keelson stamp base --purge", does: "forget everything" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { database, heads } = await openKeelson().stamp({
        ...options,
        target: String(invocation.args[0]),
        journal: isSet(invocation.flags, "purge") ? "forget" : "keep",
      });
      return {
        exitCode: 0,
        document: { kind: "Current", fields: { database, heads } },
        text: `The journal says ${heads.length === 0 ? "base" : heads.join(", ")}.`,
      };
    }),
};
