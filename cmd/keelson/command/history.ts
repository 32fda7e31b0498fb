import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "history",
  summary: "lists the revisions, newest first, and which of them are applied",
  arguments: [],
  flags: [
    { flags: "-r, --range <a:b>", description: "only from A to B" },
    { flags: "--indicate-current", description: "as in Alembic; the current revision is always marked" },
  ],
  examples: [
    { line: "keelson history", does: "all revisions" },
    { line: "keelson history -r base:head --verbose", does: "with parents, dates and digests" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { historyDetails, historyTable } = await import("../../../src/report/history-table.ts");
      const { revisions } = await openKeelson().history({ ...options, range: stringFlag(invocation.flags, "range") });
      const { terminal } = invocation;
      const text = terminal.options.verbose ? historyDetails(revisions) : historyTable(revisions, terminal.columns);
      return { exitCode: 0, document: { kind: "History", fields: { revisions } }, text };
    }),
};
