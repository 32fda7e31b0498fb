import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import type { RemoteDatabase } from "../../../src/kubernetes/remote/remote-database.ts";
import type { Command, Outcome } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { eachOf } from "../each-of.ts";
import { inCluster } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

type Only = "pending" | "drift" | "everything";

export const command: Command = {
  name: "check",
  summary: "tells whether the database is in sync (0), lacks something (2), or was changed by hand (6)",
  arguments: [],
  flags: [{ flags: "--only <part>", description: "look for one thing alone", choices: ["pending", "drift"] }, ...clusterFlags],
  examples: [
    { line: "keelson check", does: "before a deployment" },
    { line: "keelson check --only drift", does: "has somebody changed something?" },
    { line: "keelson check -n prod", does: "as the operator of a cluster saw it last" },
  ],
  run(invocation) {
    const flag = stringFlag(invocation.flags, "only");
    const only: Only = flag === "pending" || flag === "drift" ? flag : "everything";
    if (isInCluster(invocation))
      return inCluster(invocation, {
        database: (database) => asReported(database, only),
        set: async (set) => {
          const { membersOf, readSet } = await import("../../../src/kubernetes/remote/remote-set.ts");
          return eachOf(invocation, membersOf(await readSet(set)), (name) => asReported({ ...set, name }, only));
        },
      });
    return eachDatabase(invocation, async (options) => {
      const { comparison, exitCode, text, diagnostics } = await openKeelson().check({ ...options, only });
      const { mode: _mode, leaving: _leaving, ...fields } = comparison;
      return { exitCode, document: { kind: "Check", fields }, text, diagnostics };
    });
  },
};

async function asReported(database: RemoteDatabase, only: Only): Promise<Outcome> {
  const { remoteCheck } = await import("../../../src/kubernetes/remote/check.ts");
  const { remoteCheckText } = await import("../../../src/kubernetes/remote/check-text.ts");
  const found = await remoteCheck(database, only);
  return { exitCode: found.exitCode, document: { kind: "Check", fields: found.comparison }, text: remoteCheckText(found) };
}
