import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet } from "../verb-options.ts";

export const command: Command = {
  name: "current",
  summary: "shows which revisions the database is at",
  arguments: [],
  flags: [{ flags: "--check-heads", description: "exit 2 where the database is not at the heads of the source" }],
  examples: [
    { line: "keelson current", does: "the ids, with their messages" },
    { line: "keelson current --check-heads", does: "in a script: is anything pending?" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { database, heads, atHeads, revisions } = await openKeelson().current({
        ...options,
        compareHeads: isSet(invocation.flags, "checkHeads") ? "yes" : "no",
      });
      const text =
        heads.length === 0
          ? "The database is at base: no revision is applied."
          : revisions.map(({ id, message }) => `${id}  ${message}`.trimEnd()).join("\n");
      return { exitCode: atHeads === false ? 2 : 0, document: { kind: "Current", fields: { database, heads } }, text };
    }),
};
