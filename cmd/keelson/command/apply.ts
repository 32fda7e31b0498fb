import type { Command } from "../command.ts";
import { askConsent } from "../consent.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { statusOutcome } from "../status-outcome.ts";
import { stringFlag, usage } from "../verb-options.ts";

export const command: Command = {
  name: "apply",
  summary: "runs one reconcile, or exactly the plan of a file",
  arguments: [{ name: "[target]", description: "a target, spec.target where none is named" }],
  flags: [{ flags: "--plan <file>", description: "exactly this plan; refused where the database moved since" }],
  examples: [
    { line: "keelson apply", does: "bring the database to where it should be" },
    { line: "keelson apply --plan plan.json", does: "what was reviewed, and nothing else" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const target = typeof invocation.args[0] === "string" ? invocation.args[0] : undefined;
      const plan = stringFlag(invocation.flags, "plan");
      if (plan !== undefined && target !== undefined) usage("a plan has its own target", "Leave the target out, or the plan");
      return statusOutcome(await openKeelson().apply({ ...options, target, plan, ask: askConsent(invocation) }), invocation.terminal);
    }),
};
