import { openRun, type Run } from "../../../reconcile/run.ts";
import { keyOf } from "../../client/api-object.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { documentsOf } from "../../source/documents-of.ts";
import { openSource, type SourceOpening } from "../../source/open-source.ts";
import type { LookContext } from "../operator-context.ts";
import { databaseOptions } from "./database-options.ts";
import { readSubject } from "./read-subject.ts";

/** Who looks once holds nothing of what is read, and has it read each time. */
export const heldByNobody: Pick<SourceOpening, "note" | "through"> = {
  note: () => undefined,
  through: (_what, _wish, read) => read(() => undefined),
};

/** Asks the database that an object names, and writes nothing. When the signal aborts, what runs there is cancelled and its reason thrown. @throws KeelsonError where it cannot be asked */
export async function askDatabase<T>(
  context: LookContext,
  object: DatabaseObject,
  signal: AbortSignal,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const subject = await readSubject(context, keyOf(object), object);
  const surroundings = { ...heldByNobody, onPlace: () => undefined, others: () => Promise.resolve([]) };
  const options = await databaseOptions(context, surroundings, subject, signal);
  const source = documentsOf(context, subject, openSource(context, subject, { ...heldByNobody, signal }).source);
  try {
    const run = await openRun({ ...options, source, access: "read", cancel: signal });
    try {
      return await use(run);
    } finally {
      await run.close();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
