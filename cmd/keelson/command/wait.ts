import { openKeelson } from "../open-keelson.ts";
import type { Command } from "../command.ts";
import { stringFlag, usage, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "wait",
  summary: "blocks until a revision is applied",
  arguments: [],
  flags: [{ flags: "--revision <id>", description: "the revision to wait for" }],
  examples: [{ line: "keelson wait --revision b41c7a2b9d04 --timeout 5m", does: "before an application starts" }],
  async run(invocation) {
    const revision = stringFlag(invocation.flags, "revision") ?? usage("wait needs a revision", "Give --revision ID");
    const { heads } = await openKeelson().wait({ ...verbOptions(invocation), revision });
    return { exitCode: 0, document: { kind: "Wait", fields: { revision, heads } }, text: `${revision} is applied.` };
  },
};
