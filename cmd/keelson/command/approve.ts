import type { PlanChoice } from "../../../src/kubernetes/remote/approve.ts";
import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import type { Command, Invocation, Outcome } from "../command.ts";
import { inCluster, ofOneDatabase } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, usage, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "approve",
  summary:
    "approves a plan: its digest goes into policy.approvedPlans of the Database document, or its Plan object in a cluster is approved",
  arguments: [{ name: "<plan>", description: "a digest, a file that plan --out wrote, or the name of a Plan object" }],
  flags: clusterFlags,
  examples: [
    { line: "keelson approve plan.json", does: "let reconcile run what was read" },
    { line: "keelson approve shop-4be1a0c93f12 -n prod", does: "let the operator run what was read" },
  ],
  async run(invocation) {
    if (isInCluster(invocation)) return approveObject(invocation);
    const { digest, path } = await openKeelson().approve({ ...verbOptions(invocation), plan: String(invocation.args[0]) });
    return { exitCode: 0, document: { kind: "Approval", fields: { digest, path } }, text: `Approved ${digest} in ${path}` };
  },
};

async function approveObject(invocation: Invocation): Promise<Outcome> {
  if (isSet(invocation.flags, "all")) usage("a plan is of one database", "Name it with --database");
  const choice = await planChoice(String(invocation.args[0]));
  return inCluster(invocation, {
    database: async (database) => {
      const { remoteApprove } = await import("../../../src/kubernetes/remote/approve.ts");
      const { digest, object } = await remoteApprove(database, choice);
      return {
        exitCode: 0,
        document: { kind: "Approval", fields: { digest, path: null, object } },
        text: `Approved ${object} (${digest})`,
      };
    },
    set: (set) => ofOneDatabase(set, "plan"),
  });
}

/** A name of an object has neither a slash nor the form of a digest; of a file and an object of one name the file is meant, as it is beside the database. */
async function planChoice(written: string): Promise<PlanChoice> {
  if (/^sha256:[0-9a-f]{64}$/.test(written)) return { digest: written };
  const { existsSync } = await import("node:fs");
  if (!existsSync(written)) return { object: written };
  const { readPlan } = await import("../../../src/verb/project/read-plan.ts");
  return { digest: (await readPlan({ cwd: process.cwd() }, written)).spec.digest };
}
