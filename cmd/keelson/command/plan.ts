import { ExitCode } from "../../../src/core/error.ts";
import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import type { Command, Invocation, Outcome } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { inCluster, ofOneDatabase } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag, usage } from "../verb-options.ts";

export const command: Command = {
  name: "plan",
  summary: "shows the exact statements that a reconcile would run, with hazards and locks",
  arguments: [{ name: "[target]", description: "a target, spec.target where none is named" }],
  flags: [
    { flags: "--out <file>", description: "writes the plan to a file, for apply --plan" },
    { flags: "--exit-code", description: "exit 2 where something would run, 6 where there is drift" },
    ...clusterFlags,
  ],
  examples: [
    { line: "keelson plan", does: "read what would run" },
    { line: "keelson plan --out plan.json && keelson apply --plan plan.json", does: "run exactly what was read" },
    { line: "keelson plan -n prod", does: "read the plan that waits for approval in a cluster" },
  ],
  run(invocation) {
    const target = invocation.args[0];
    if (isInCluster(invocation)) return waitingPlan(invocation);
    return eachDatabase(invocation, async (options) => {
      const { document, text, finding, diagnostics } = await openKeelson().plan({
        ...options,
        target: typeof target === "string" ? target : undefined,
        out: stringFlag(invocation.flags, "out"),
      });
      const { kind, metadata, spec } = document;
      return {
        exitCode: isSet(invocation.flags, "exitCode") ? finding : 0,
        document: { kind, fields: { metadata, spec } },
        text,
        diagnostics,
      };
    });
  },
};

/** The plan that the operator shows, where one waits for approval. */
async function waitingPlan(invocation: Invocation): Promise<Outcome> {
  const { args, flags } = invocation;
  if (args[0] !== undefined)
    usage("the operator of a cluster goes to the target of its Database", "Leave the target out, or change spec.target");
  const out = stringFlag(flags, "out");
  return inCluster(invocation, {
    database: async (database) => {
      const { remotePlan } = await import("../../../src/kubernetes/remote/plan.ts");
      const { planDocumentText } = await import("../../../src/report/plan-document-text.ts");
      const document = await remotePlan(database);
      const { kind, metadata, spec } = document;
      if (out !== undefined) {
        const { replaceFile } = await import("../../../src/author/write-files.ts");
        await replaceFile(process.cwd(), { path: out, text: `${JSON.stringify(document, null, 2)}\n` });
      }
      return {
        exitCode: isSet(flags, "exitCode") ? ExitCode.pending : ExitCode.done,
        document: { kind, fields: { metadata, spec } },
        text: planDocumentText(document),
      };
    },
    set: (set) => ofOneDatabase(set, "plan"),
  });
}
