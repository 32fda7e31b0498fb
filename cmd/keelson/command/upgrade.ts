import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { walkFlags, walkOutcome, walkRequest } from "../walk.ts";

export const command: Command = {
  name: "upgrade",
  summary: "walks up to a revision, head where none is named",
  arguments: [{ name: "[target]", description: "head, heads, an id or its start, label@head, id+N, +N; A:B with --sql" }],
  flags: [...walkFlags, { flags: "--contract", description: "contract halves too, now" }],
  examples: [
    { line: "keelson upgrade", does: "to head" },
    { line: "keelson upgrade +1", does: "one revision" },
    { line: "keelson upgrade --sql base:head", does: "print the statements, without a database" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) =>
      walkOutcome(await openKeelson().upgrade(walkRequest(invocation, options, "head")), invocation.terminal),
    ),
};
