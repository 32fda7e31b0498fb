import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "history",
  summary: "lists the revisions, newest first, and which of them are applied",
  arguments: [],
  flags: [
    { flags: "-r, --range <a:b>", description: "only from A to B" },
    { flags: "--indicate-current", description: "marks where the database is (text)" },
  ],
  examples: [
    { line: "keelson history", does: "all revisions" },
    { line: "keelson history -r base:head --verbose", does: "with parents, dates and digests" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { renderHistory } = await import("../../../src/report/history-table.ts");
      const { revisions } = await openKeelson().history({ ...options, range: stringFlag(invocation.flags, "range") });
      const { terminal, flags } = invocation;
      const text = renderHistory(revisions, { columns: terminal.columns, verbose: terminal.options.verbose, indicateCurrent: isSet(flags, "indicateCurrent") });
      return { exitCode: 0, document: { kind: "History", fields: { revisions } }, text };
    }),
};
