import { hazardKinds } from "../../src/instruction/instruction.ts";
import type { Flag } from "./command.ts";

/** The flags that every verb takes. */
export const commonFlags: readonly Flag[] = [
  {
    flags: "-f, --file <path>",
    description: "the Database document(s); `-` is standard input, a directory all documents in it (default ./keelson.yaml)",
  },
  { flags: "--database <name>", description: "which one, where the file holds several" },
  { flags: "--all", description: "every database of the file" },
  { flags: "--url <url>", description: "overrides spec.connection: postgresql://…, sqlite:path (or KEELSON_URL)" },
  { flags: "--environment <name>", description: "overrides spec.environment" },
  { flags: "--var <key=value>", description: "overrides one of spec.variables", repeatable: true },
  { flags: "-o, --output <format>", description: "how the result is printed", choices: ["text", "json", "yaml"] },
  { flags: "--lock-wait <duration>", description: "how long to wait for the lease (default 10m)" },
  { flags: "--timeout <duration>", description: "how long the whole run may take" },
  { flags: "--yes", description: "no question" },
  {
    flags: "--allow <what>",
    description: "consent to loss of data, or to another hazard that policy wants approved",
    choices: hazardKinds,
    repeatable: true,
  },
  { flags: "--quiet", description: "only faults on standard error" },
  { flags: "--verbose", description: "each statement on standard error" },
  { flags: "--no-color", description: "no colours" },
  { flags: "--no-progress", description: "no progress line" },
  { flags: "--log-format <format>", description: "how standard error is written", choices: ["text", "json"] },
];
