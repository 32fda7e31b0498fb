import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "branches",
  summary: "lists where the revision graph parts, with the labels of branches",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson branches", does: "each branch point with the revisions that leave it" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { branches } = await openKeelson().branches(options);
      const text = branches
        .map(({ id, children, labels }) => `${id} -> ${children.join(", ")}${labels.length === 0 ? "" : `  (${labels.join(", ")})`}`)
        .join("\n");
      return {
        exitCode: 0,
        document: { kind: "Branches", fields: { branches } },
        text: text === "" ? "The graph has no branch point." : text,
      };
    }),
};
