import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "rebase",
  summary: "moves a revision that was not applied onto a head",
  arguments: [{ name: "<revision>", description: "an id or its start" }],
  flags: [{ flags: "--onto <target>", description: "the head (default: the other one)" }],
  examples: [{ line: "keelson rebase b41c", does: "after somebody else's revision was merged first" }],
  async run(invocation) {
    const { id, path, revises } = await openKeelson().rebase({
      ...verbOptions(invocation),
      revision: String(invocation.args[0]),
      onto: stringFlag(invocation.flags, "onto"),
    });
    return {
      exitCode: 0,
      document: { kind: "RevisionFile", fields: { id, path, revises } },
      text: `${id} now revises ${revises.join(", ")}\nwrote ${path}`,
    };
  },
};
