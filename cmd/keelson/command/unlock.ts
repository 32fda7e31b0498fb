import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "unlock",
  summary: "takes the lease away from whoever holds it, and says who that was",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson unlock", does: "rarely needed: a dead holder is recognised by itself" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { holder } = await openKeelson().unlock(options);
      const text =
        holder === null
          ? "Nobody holds the lease."
          : `Took the lease from ${holder.info} (project ${holder.project}, since ${holder.since}).`;
      return { exitCode: 0, document: { kind: "Unlock", fields: { holder } }, text };
    }),
};
