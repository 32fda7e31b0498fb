import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "test",
  summary: "walks every revision up, down and up again on a throwaway database",
  arguments: [],
  flags: [{ flags: "--dev-url <url>", description: "the throwaway database; else a new one beside that of the document" }],
  examples: [
    { line: "keelson test", does: "is every revision reversible, and does the path end where it should?" },
    { line: "keelson test --dev-url postgresql://localhost/scratch", does: "on this database, which is emptied" },
  ],
  async run(invocation) {
    const { revisions, failures, text } = await openKeelson().test({
      ...verbOptions(invocation),
      devUrl: stringFlag(invocation.flags, "devUrl"),
    });
    return { exitCode: failures.length === 0 ? 0 : 1, document: { kind: "Test", fields: { revisions, failures } }, text };
  },
};
