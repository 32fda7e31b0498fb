import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import { inCluster } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import type { Command, Outcome } from "../command.ts";
import { stringFlag, usage, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "wait",
  summary: "blocks until a revision is applied",
  arguments: [],
  flags: [{ flags: "--revision <id>", description: "the revision to wait for" }, ...clusterFlags],
  examples: [
    { line: "keelson wait --revision b41c7a2b9d04 --timeout 5m", does: "before an application starts" },
    { line: "keelson wait --revision b41c7a2b9d04 -n prod --database shop", does: "the same by the status that the operator writes" },
    { line: "keelson wait --revision b41c7a2b9d04 -n prod --set shops", does: "until every Database of a DatabaseSet has it" },
  ],
  async run(invocation) {
    const revision = stringFlag(invocation.flags, "revision") ?? usage("wait needs a revision", "Give --revision ID");
    if (["head", "heads", "base"].includes(revision))
      usage(`wait needs the id of a revision, and not ${revision}`, "`keelson heads` lists the newest");
    if (!isInCluster(invocation)) return outcome(revision, await openKeelson().wait({ ...verbOptions(invocation), revision }));
    return inCluster(invocation, {
      database: async (database) => {
        const { remoteWait } = await import("../../../src/kubernetes/remote/wait.ts");
        return outcome(revision, await remoteWait(database, revision));
      },
      set: async (set) => {
        const { remoteSetWait } = await import("../../../src/kubernetes/remote/set-wait.ts");
        return outcome(revision, await remoteSetWait(set, revision));
      },
    });
  },
};

const outcome = (revision: string, { heads }: { readonly heads: readonly string[] }): Outcome => ({
  exitCode: 0,
  document: { kind: "Wait", fields: { revision, heads } },
  text: `${revision} is applied.`,
});
