import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { stringFlag, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "merge",
  summary: "writes a revision that joins heads",
  arguments: [{ name: "[heads...]", description: "which; all heads where none is named" }],
  flags: [
    { flags: "-m, --message <text>", description: "of the new revision" },
    { flags: "--rev-id <id>", description: "its id" },
  ],
  examples: [{ line: 'keelson merge -m "Join billing and users"', does: "after two branches met in git" }],
  async run(invocation) {
    const named = invocation.args[0];
    const heads = Array.isArray(named) && named.length > 0 ? named : undefined;
    const { id, path, revises } = await openKeelson().merge({
      ...verbOptions(invocation),
      heads,
      message: stringFlag(invocation.flags, "message"),
      id: stringFlag(invocation.flags, "revId"),
    });
    return {
      exitCode: 0,
      document: { kind: "RevisionFile", fields: { id, path, changes: 0, revises } },
      text: `${id} joins ${revises.join(", ")}\nwrote ${path}`,
    };
  },
};
