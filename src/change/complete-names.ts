import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { apply } from "./apply.ts";
import type { Change, ObjectChange } from "./change.ts";
import { companionsOf, findNamesake } from "./namesake.ts";
import { orderChanges } from "./order.ts";

/** The changes with every drop of which only the name was known spelled out by what the model holds under that name, and all that goes with it. */
export function completeNames(changes: readonly Change[], before: Model): readonly Change[] {
  if (!changes.some((change) => change.kind === "object" && change.before?.nameOnly)) return changes;
  let model = SchemaModel.from(before);
  return changes.flatMap((change) => {
    const completed = complete(change, model);
    model = completed.reduce<SchemaModel>(apply, model);
    return completed;
  });
}

function complete(change: Change, model: Model): readonly Change[] {
  if (change.kind !== "object" || !change.before?.nameOnly || change.after !== null) return [change];
  const found = findNamesake(change.before.ref, model);
  if (found === undefined) return [change];
  return orderChanges(
    [...companionsOf(found, model), found].map((object): ObjectChange => ({ kind: "object", before: object, after: null })),
  );
}
