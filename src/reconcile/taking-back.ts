import { takeOver } from "../diff/take-over.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Drift } from "./drift.ts";

/** A desired model that says of what a hand touched also what no Schema says: there it is to be as the last run left it. */
export function takingBack(desired: Model, found: readonly Drift[]): SchemaModel {
  let result = SchemaModel.from(desired);
  for (const { change, expected } of found) {
    if (change === "extra") continue;
    const wanted = known(desired.get(expected.ref)) as SchemaObject | undefined;
    if (wanted === undefined) {
      if (isLeftUnsaid(expected, desired)) result = result.with(expected);
    } else if (change === "changed") result = result.with({ ...wanted, ...takeOver(wanted, expected, () => false) } as SchemaObject);
  }
  return result;
}

/** Whether its table is declared, and nothing of its parts of that kind. */
const isLeftUnsaid = ({ kind, ref }: SchemaObject, desired: Model): boolean =>
  ref.parent !== undefined && known(desired.get(ref.parent))?.leaves?.includes(kind) === true;
