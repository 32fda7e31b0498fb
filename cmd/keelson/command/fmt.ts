import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet } from "../verb-options.ts";

export const command: Command = {
  name: "fmt",
  summary: "mends the form of documents without changing what they mean: quotes, order, ids",
  arguments: [{ name: "[paths...]", description: "files, all of the source where none is named" }],
  flags: [{ flags: "--check", description: "write nothing; exit 2 where something would change" }],
  examples: [
    { line: "keelson fmt", does: "every document of the project" },
    { line: "keelson fmt --check", does: "in CI" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const check = isSet(invocation.flags, "check");
      const named = invocation.args[0];
      const { changed } = await openKeelson().fmt({ ...options, paths: Array.isArray(named) ? named : [], write: check ? "no" : "yes" });
      const text =
        changed.length === 0
          ? "Every document has its form."
          : changed.map((path) => `${check ? "would mend" : "mended"} ${path}`).join("\n");
      return { exitCode: check && changed.length > 0 ? 2 : 0, document: { kind: "Format", fields: { changed } }, text };
    }),
};
