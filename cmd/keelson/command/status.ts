import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { inCluster } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { setOutcome } from "../set-outcome.ts";
import { statusOutcome } from "../status-outcome.ts";

export const command: Command = {
  name: "status",
  summary: "says what the journal says: where the database is, what is pending, what happened last",
  arguments: [],
  flags: clusterFlags,
  examples: [
    { line: "keelson status -o json", does: "the status that the operator would write" },
    { line: "keelson status -n prod", does: "the status that the operator of a cluster wrote" },
    { line: "keelson status -n prod --set shops", does: "how the rollout of a DatabaseSet stands, database by database" },
  ],
  run(invocation) {
    if (!isInCluster(invocation))
      return eachDatabase(invocation, async (options) => statusOutcome(await openKeelson().status(options), invocation.terminal));
    return inCluster(invocation, {
      database: async (database) => {
        const { remoteStatus } = await import("../../../src/kubernetes/remote/status.ts");
        return statusOutcome(await remoteStatus(database), invocation.terminal);
      },
      set: async (set) => {
        const { remoteSetStatus } = await import("../../../src/kubernetes/remote/set-status.ts");
        return setOutcome(await remoteSetStatus(set), invocation.terminal);
      },
    });
  },
};
