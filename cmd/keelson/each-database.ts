import type { VerbOptions } from "../../src/verb/project/options.ts";
import type { Invocation, Outcome } from "./command.ts";
import { eachOf } from "./each-of.ts";
import { openKeelson } from "./open-keelson.ts";
import { isSet, usage, verbOptions } from "./verb-options.ts";

/** Runs a verb for the database that was chosen, or for each of the file with --all. */
export async function eachDatabase(invocation: Invocation, run: (options: VerbOptions) => Promise<Outcome>): Promise<Outcome> {
  const options = verbOptions(invocation);
  if (!isSet(invocation.flags, "all")) return run(options);
  if (options.database !== undefined) usage("--all and --database contradict each other", "Give one of them");
  if (options.url !== undefined) usage("--url is one database, --all are several", "Give one of them");
  const names = await openKeelson().databases(options);
  const overriding = process.env["KEELSON_URL"];
  if (names.length > 1 && overriding !== undefined)
    usage("KEELSON_URL is one database, --all are several", "Unset it, or choose one with --database NAME");
  return eachOf(invocation, names, (database) => run({ ...options, database }));
}
