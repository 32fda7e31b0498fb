import type { Diagnostic } from "../../../src/core/diagnostic.ts";
import type { HistoryRow } from "../../../src/report/history-rows.ts";
import { clusterFlags, isInCluster } from "../cluster-flags.ts";
import type { Command, Invocation, Outcome } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { inCluster, ofOneDatabase, refuseFlags } from "../in-cluster.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "history",
  summary: "lists the revisions, newest first, and which of them are applied",
  arguments: [],
  flags: [
    { flags: "-r, --range <a:b>", description: "only from A to B" },
    { flags: "--indicate-current", description: "as in Alembic; the current revision is always marked" },
    ...clusterFlags,
  ],
  examples: [
    { line: "keelson history", does: "all revisions" },
    { line: "keelson history -r base:head --verbose", does: "with parents, dates and digests" },
    { line: "keelson history -n prod", does: "what the last ten steps of a database in a cluster were about" },
  ],
  run(invocation) {
    if (isInCluster(invocation)) {
      refuseFlags(invocation, { range: "--range" });
      return inCluster(invocation, {
        database: async (database) => {
          const { remoteHistory } = await import("../../../src/kubernetes/remote/history.ts");
          return outcome(invocation, await remoteHistory(database));
        },
        set: (set) => ofOneDatabase(set, "history"),
      });
    }
    return eachDatabase(invocation, async (options) => {
      const { revisions, diagnostics } = await openKeelson().history({ ...options, range: stringFlag(invocation.flags, "range") });
      return outcome(invocation, revisions, diagnostics);
    });
  },
};

async function outcome(
  { terminal }: Invocation,
  revisions: readonly HistoryRow[],
  diagnostics: readonly Diagnostic[] = [],
): Promise<Outcome> {
  const { historyDetails, historyTable } = await import("../../../src/report/history-table.ts");
  const text = terminal.options.verbose ? historyDetails(revisions) : historyTable(revisions, terminal.columns);
  return { exitCode: 0, document: { kind: "History", fields: { revisions } }, text, diagnostics };
}
