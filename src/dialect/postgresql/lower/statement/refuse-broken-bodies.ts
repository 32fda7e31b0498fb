import type { Change } from "../../../../change/change.ts";
import type { Diagnostic } from "../../../../core/diagnostic.ts";
import { InputError } from "../../../../core/error.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { describeRef } from "../../../../model/ref.ts";
import { createRoutine } from "../../object/routine.ts";
import { plpgsqlFault } from "../../plpgsql-fault.ts";

/**
 * The server is told not to look into bodies, since what they name may come later; so the grammar of what a person wrote is read here.
 * @throws InputError with all that do not parse
 */
export function refuseBrokenBodies(changes: readonly Change[]): void {
  const diagnostics = changes.flatMap((change) => {
    if (change.kind !== "object" || change.after === null || !isLookedAt(change.after)) return [];
    return sourceOf(change.after) === (change.before && sourceOf(change.before)) ? [] : faultsOf(change.after);
  });
  const [first] = diagnostics;
  if (first !== undefined) throw new InputError(first.message, { code: first.code, diagnostics });
}

const sourceOf = (object: SchemaObject): string | null =>
  (object.kind === "function" || object.kind === "procedure") && /plpgsql/i.test(object.body.definition.text)
    ? createRoutine(object)
    : null;

/** Not what a database held already, which comes back as it was, nor what its document says to take as it is. */
const isLookedAt = ({ body }: SchemaObject): boolean =>
  "definition" in body && body.definition.form === "written" && !("checkBody" in body && body.checkBody === false);

function faultsOf(object: SchemaObject): readonly Diagnostic[] {
  const source = sourceOf(object);
  const fault = source === null ? null : plpgsqlFault(source);
  if (fault === null) return [];
  return [{ code: "sql-syntax", severity: "error", message: `${describeRef(object.ref)}: ${fault.message}`, remedy: "Correct the SQL" }];
}
