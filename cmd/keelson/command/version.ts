import { version } from "../../../src/version.ts";
import type { Command } from "../command.ts";

/** Without flags it is answered before any parser is loaded. */
export const command: Command = {
  name: "version",
  summary: "prints the version",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson version", does: "which keelson is this?" }],
  run: async () => ({ exitCode: 0, document: { kind: "Version", fields: { version } }, text: `keelson ${version}` }),
};
