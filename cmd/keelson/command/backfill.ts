import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { listTable } from "../list-table.ts";
import { openKeelson } from "../open-keelson.ts";
import { usage } from "../verb-options.ts";

const actions = ["list", "pause", "resume", "cancel"] as const;

export const command: Command = {
  name: "backfill",
  summary: "lists running data steps, and pauses, resumes or cancels one",
  arguments: [
    { name: "<action>", description: actions.join(", ") },
    { name: "[id]", description: "which, as list shows it" },
  ],
  flags: [],
  examples: [
    { line: "keelson backfill list", does: "rows done and to do" },
    { line: "keelson backfill pause b41c7a2b9d04/1", does: "from another terminal" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const [asked, id] = invocation.args;
      const action =
        actions.find((name) => name === asked) ?? usage(`backfill cannot ${String(asked)}`, `Use one of ${actions.join(", ")}`);
      if (action !== "list" && typeof id !== "string") usage(`backfill ${action} needs an id`, "See keelson backfill list");
      const { backfills } = await openKeelson().backfill({ ...options, action, id: typeof id === "string" ? id : undefined });
      const rows = backfills.map(({ id: name, table, rows: done, total, state }) => [name, table, `${done}/${total}`, state]);
      return {
        exitCode: 0,
        document: { kind: "Backfills", fields: { backfills } },
        text: rows.length === 0 ? "No data step is unfinished." : listTable(rows),
      };
    }),
};
