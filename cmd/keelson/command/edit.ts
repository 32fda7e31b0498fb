import { spawnSync } from "node:child_process";
import { InputError } from "../../../src/core/error.ts";
import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "edit",
  summary: "opens a revision's file in $VISUAL or $EDITOR, or prints its path where there is no terminal",
  arguments: [{ name: "<revision>", description: "an id, a unique prefix, head" }],
  flags: [],
  examples: [{ line: "keelson edit head", does: "the newest revision" }],
  async run(invocation) {
    const { id, path } = await openKeelson().locate({ ...verbOptions(invocation), revision: String(invocation.args[0]) });
    const document = { kind: "RevisionFile", fields: { id, path } } as const;
    if (!invocation.terminal.interactive) return { exitCode: 0, document, text: path };
    const editor = process.env["VISUAL"] ?? process.env["EDITOR"] ?? "vi";
    // Through the shell, as git does: the variable may hold arguments (`code --wait`), and the path blanks.
    const { status, error } = spawnSync("sh", ["-c", `${editor} "$@"`, editor, path], { stdio: "inherit" });
    if (error !== undefined || status !== 0) {
      const message = `${editor} did not end well`;
      throw new InputError(message, { code: "editor-failed", remedy: "Set EDITOR to an editor that is there" });
    }
    return { exitCode: 0, document, text: path };
  },
};
