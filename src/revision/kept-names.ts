import type { Change } from "../change/change.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { describeRef, sameRef } from "../model/ref.ts";
import { operationError } from "../operation/operation-error.ts";
import type { RevisionStep } from "../resource/resource.ts";

/** Views of old names that a revision has put up so far. The model of its end has them no more: their contract half takes them away. */
export class KeptNames {
  readonly #views: SchemaObjectOf<"view">[] = [];

  add(changes: readonly Change[]): void {
    for (const change of changes)
      if (change.kind === "object" && change.before === null && isKeptName(change.after)) this.#views.push(change.after);
  }

  /** @throws OperationError where the changes drop a column that one of them shows */
  refuseDrops(changes: readonly Change[], step: RevisionStep): void {
    for (const change of changes) {
      const column = change.kind === "object" && change.after === null ? change.before : null;
      const view = column && this.#views.find(({ body }) => body.uses?.some((used) => sameRef(used, column.ref)));
      if (!view) continue;
      throw operationError(
        "still-used",
        `column ${describeRef(column.ref)} is still shown under the old name ${describeRef(view.ref)}`,
        "Drop it in a revision of its own, which waits for the contract half that takes the old name away",
        step,
      );
    }
  }
}

const isKeptName = (object: SchemaObject | null): object is SchemaObjectOf<"view"> =>
  object?.kind === "view" && object.origin.kind === "scaffoldOf";
