import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "squash",
  summary: "replaces a range of revisions by one that databases inside the range still understand",
  arguments: [{ name: "<range>", description: "A:B, both ends included" }],
  flags: [{ flags: "-m, --message <text>", description: "of the new revision" }],
  examples: [{ line: "keelson squash base:a1c3e5f70912", does: "make the old history short" }],
  async run(invocation) {
    const { id, path, removed } = await openKeelson().squash({
      ...verbOptions(invocation),
      range: String(invocation.args[0]),
      message: stringFlag(invocation.flags, "message"),
    });
    return {
      exitCode: 0,
      document: { kind: "Squash", fields: { id, path, removed } },
      text: [`${id}`, `wrote ${path}`, ...removed.map((file) => `removed ${file}`)].join("\n"),
    };
  },
};
