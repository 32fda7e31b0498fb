import { kindTitle } from "../../../src/model/kind/kinds.ts";
import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag } from "../verb-options.ts";

export const command: Command = {
  name: "adopt",
  summary: "brings an existing database in: inspect, a baseline revision, and its stamp",
  arguments: [],
  flags: [{ flags: "-m, --message <text>", description: "of the baseline revision" }],
  examples: [{ line: "keelson adopt", does: "from now on this database is kept by keelson" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { id, written, unmanaged, ...found } = await openKeelson().adopt({
        ...options,
        message: stringFlag(invocation.flags, "message"),
      });
      const diagnostics = unmanaged.map(({ kind, name, reason }) => ({
        code: "unmanaged",
        severity: "note" as const,
        message: `${kindTitle(kind)} ${name} is not managed: ${reason}`,
        remedy: "",
      }));
      return {
        exitCode: 0,
        document: { kind: "Adoption", fields: { id, written, unmanaged } },
        text: [...written.map((path) => `wrote ${path}`), `Adopted at ${id}.`].join("\n"),
        diagnostics: [...found.diagnostics, ...diagnostics],
      };
    }),
};
