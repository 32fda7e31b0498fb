import type { DataChange } from "../change/change.ts";
import { InputError } from "../core/error.ts";
import { describeRef } from "../model/ref.ts";
import type { Desired } from "./desired.ts";
import { comparableRows, rowChanges } from "./rows-in-step.ts";
import type { Run } from "./run.ts";
import { survey } from "./survey.ts";
import { refuseUnread } from "./unread-rows.ts";

/**
 * What the declared rows still need once every revision has run. Rows stand in the database alone, so of a table that a revision on the way touches nobody
 * can tell. @throws InputError for such a one, RightsMissingError for one that the role may not read
 */
export async function rowChangesAtHead(run: Run, { model, rows }: Desired): Promise<readonly DataChange[]> {
  const found = await survey(run, { target: "heads", forms: "commandLine", walk: "either", difference: "byMode", contract: "gate" });
  refuseUnread(found.unread);
  const known = found.begun.length > 0 || found.horizon !== null ? [] : comparableRows(rows, found.walks);
  const waiting = rows.find((each) => !known.includes(each));
  if (waiting !== undefined) {
    const message = `the rows of ${describeRef(waiting.table)} are compared with those of the database, where ${found.path.map(({ revision }) => revision.id).join(", ")} has not run yet`;
    throw new InputError(message, { code: "rows-behind-head", remedy: "Upgrade the database first", position: waiting.place() });
  }
  return rowChanges(run, rows, model, found.look.live);
}
