import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "approve",
  summary: "approves a plan: its digest goes into policy.approvedPlans of the Database document",
  arguments: [{ name: "<plan>", description: "a digest, or a file that plan --out wrote" }],
  flags: [],
  examples: [{ line: "keelson approve plan.json", does: "let reconcile run what was read" }],
  async run(invocation) {
    const { digest, path } = await openKeelson().approve({ ...verbOptions(invocation), plan: String(invocation.args[0]) });
    return { exitCode: 0, document: { kind: "Approval", fields: { digest, path } }, text: `Approved ${digest} in ${path}` };
  },
};
