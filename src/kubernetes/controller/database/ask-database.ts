import { withReadingRun } from "../../../reconcile/reading-run.ts";
import type { Run } from "../../../reconcile/run.ts";
import { keyOf } from "../../client/api-object.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { SourceOpening } from "../../source/open-source.ts";
import type { LookContext } from "../operator-context.ts";
import { databaseOptions } from "./database-options.ts";
import { readSubject } from "./read-subject.ts";

/** Who looks once holds nothing of what is read, and has it read each time. */
export const heldByNobody: Pick<SourceOpening, "note" | "through"> = {
  note: () => undefined,
  through: (_what, _wish, read) => read(() => undefined),
};

/**
 * Asks the database that an object names, not its documents, and writes nothing. When the signal aborts, the connection is dropped and its reason thrown.
 * @throws KeelsonError where it cannot be asked
 */
export async function askDatabase<T>(
  context: LookContext,
  object: DatabaseObject,
  signal: AbortSignal,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const subject = await readSubject(context, keyOf(object), object);
  const surroundings = { ...heldByNobody, onPlace: () => undefined, others: () => Promise.resolve([]) };
  const options = await databaseOptions(context, surroundings, subject, signal);
  return withReadingRun(options, signal, use);
}
