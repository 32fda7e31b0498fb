import { formatDiagnostic } from "../../../src/core/diagnostic.ts";
import { ExitCode } from "../../../src/core/error.ts";
import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import { apiVersion, statusFields } from "../output.ts";
import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { inCluster } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { setOutcome } from "../set-outcome.ts";
import { statusOutcome } from "../status-outcome.ts";
import { isSet, stringFlag, usage } from "../verb-options.ts";

export const command: Command = {
  name: "reconcile",
  summary: "brings the database to where it should be under the policy: once, or for ever",
  arguments: [],
  flags: [{ flags: "--watch", description: "again and again, by spec.schedule" }, ...clusterFlags],
  examples: [
    { line: "keelson reconcile", does: "in a job: the exit code is the outcome" },
    { line: "keelson reconcile --watch -o json", does: "for ever, a line of JSON for each look" },
    { line: "keelson reconcile -n prod --timeout 5m", does: "have the operator of a cluster do it now, and tell what it came to" },
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    if (isInCluster(invocation)) {
      if (isSet(flags, "watch")) usage("the operator of a cluster looks again by itself", "Leave --watch out");
      return inCluster(invocation, {
        database: async (database) => {
          const { remoteReconcile } = await import("../../../src/kubernetes/remote/reconcile.ts");
          return statusOutcome(await remoteReconcile(database), terminal);
        },
        set: async (set) => {
          const { remoteSetReconcile } = await import("../../../src/kubernetes/remote/set-reconcile.ts");
          return setOutcome(await remoteSetReconcile(set), terminal);
        },
      });
    }
    if (!isSet(flags, "watch"))
      return eachDatabase(invocation, async (options) => statusOutcome(await openKeelson().reconcile(options), terminal));
    if (isSet(flags, "all")) usage("--watch follows one database", "Start one for each, with --database");
    const { verbOptions } = await import("../verb-options.ts");
    const forPeople = (stringFlag(flags, "output") ?? "text") === "text";
    await openKeelson().watch({
      ...verbOptions(invocation),
      report: async (outcome) => {
        if (!forPeople) return terminal.print(JSON.stringify({ apiVersion, kind: "Status", ...statusFields(outcome.status) }));
        const { text, diagnostics = [] } = statusOutcome(outcome, terminal);
        for (const diagnostic of diagnostics) terminal.note(formatDiagnostic(diagnostic));
        return terminal.print(text);
      },
    });
    // It only ends when it is told to.
    invocation.signal.throwIfAborted();
    return { exitCode: ExitCode.done, document: null, text: "" };
  },
};
