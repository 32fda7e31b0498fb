import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "diff",
  summary: "compares two states: desired, live, a revision, a URL, a directory",
  arguments: [],
  flags: [
    { flags: "--from <state>", description: "desired, live, a revision target, a URL or a directory (default live)" },
    { flags: "--to <state>", description: "desired, live, a revision target, a URL or a directory (default desired)" },
    { flags: "--exit-code", description: "exit 2 where they differ" },
  ],
  examples: [
    { line: "keelson diff", does: "what the database lacks" },
    { line: "keelson diff --from head --to desired", does: "what the next revision must do" },
    { line: "keelson diff --to postgresql://ada@staging/shop", does: "what the database lacks to be as another one" },
    { line: "keelson diff --from ../main/db --to desired", does: "what a branch of the code changes" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { flags } = invocation;
      const { changes, text } = await openKeelson().diff({
        ...options,
        from: stringFlag(flags, "from") ?? "live",
        to: stringFlag(flags, "to") ?? "desired",
      });
      return { exitCode: isSet(flags, "exitCode") && changes.length > 0 ? 2 : 0, document: { kind: "Diff", fields: { changes } }, text };
    }),
};
