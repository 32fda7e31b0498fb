import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "init",
  summary: "lays out a new project: keelson.yaml, db/schema.yaml, db/revisions/",
  arguments: [{ name: "[dir]", description: "the folder, this one where none is named" }],
  flags: [
    { flags: "--dialect <name>", description: "postgresql or sqlite; from the URL where there is one" },
    { flags: "--force", description: "write over keelson.yaml and db/schema.yaml; revisions are never touched" },
  ],
  examples: [
    { line: "keelson init", does: "SQLite, in a file beside keelson.yaml" },
    { line: "keelson init shop --url postgresql://app@db.example/shop", does: "PostgreSQL, in a new folder" },
  ],
  async run(invocation) {
    const { args, flags } = invocation;
    const directory = typeof args[0] === "string" ? args[0] : ".";
    const { files, notes } = await openKeelson().init({
      ...verbOptions(invocation),
      directory,
      dialect: stringFlag(flags, "dialect"),
      existing: isSet(flags, "force") ? "overwrite" : "refuse",
    });
    const text = [
      ...files.map((path) => `wrote ${path}`),
      ...notes,
      `${directory === "." ? "Declare" : `Go to ${directory}, declare`} a table in db/schema.yaml, then: keelson revision --autogenerate -m "First" && keelson upgrade`,
    ].join("\n");
    return { exitCode: 0, document: { kind: "Init", fields: { files, notes } }, text };
  },
};
