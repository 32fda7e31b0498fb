import type { Command } from "../command.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, listFlag, stringFlag, usage, verbOptions } from "../verb-options.ts";

export const command: Command = {
  name: "revision",
  summary: "writes a new revision file",
  arguments: [],
  flags: [
    { flags: "-m, --message <text>", description: "what it does, in a few words" },
    { flags: "--autogenerate", description: "steps from the declared schema against the model at head" },
    { flags: "--from <state>", description: "autogenerate against the live database instead", choices: ["live"] },
    { flags: "--apply", description: "and upgrade to it" },
    { flags: "--sql <file>", description: "one sql step with the text of this file" },
    { flags: "--head <target>", description: "what it revises (default head; base starts a new base)" },
    { flags: "--splice", description: "it may revise what is no head" },
    { flags: "--branch-label <label>", description: "names the branch", repeatable: true },
    { flags: "--depends-on <target>", description: "a revision of another branch that must be there first", repeatable: true },
    { flags: "--rev-id <id>", description: "its id" },
  ],
  examples: [
    { line: 'keelson revision --autogenerate -m "Add phone"', does: "write the step that the schema asks for" },
    { line: 'keelson revision -m "Fill phone"', does: "an empty one, for data steps by hand" },
  ],
  async run(invocation) {
    const { flags } = invocation;
    const message = stringFlag(flags, "message")?.trim() || usage("a revision needs a message", "Give -m TEXT");
    if (isSet(flags, "autogenerate") && stringFlag(flags, "sql") !== undefined)
      usage("--autogenerate and --sql contradict each other", "Give one of them");
    if (!isSet(flags, "autogenerate") && stringFlag(flags, "from") !== undefined)
      usage("--from says what --autogenerate compares with", "Give --autogenerate too");
    const content = isSet(flags, "autogenerate") ? (stringFlag(flags, "from") === "live" ? "fromLive" : "autogenerate") : "empty";
    const { id, path, changes } = await openKeelson().revision({
      ...verbOptions(invocation),
      message,
      content,
      sqlFile: stringFlag(flags, "sql"),
      apply: isSet(flags, "apply") ? "yes" : "no",
      head: stringFlag(flags, "head"),
      splice: isSet(flags, "splice") ? "allowed" : undefined,
      branchLabels: listFlag(flags, "branchLabel"),
      dependsOn: listFlag(flags, "dependsOn"),
      id: stringFlag(flags, "revId"),
    });
    const end = content === "fromLive" ? "the live database is as" : "the revisions end in";
    const text = path === null ? `No changes: ${end} the declared schema. Nothing was written.` : `${id}\nwrote ${path}`;
    return { exitCode: 0, document: { kind: "RevisionFile", fields: { id, path, changes } }, text };
  },
};
