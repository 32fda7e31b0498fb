import { applyAll } from "../change/apply.ts";
import type { ObjectChange } from "../change/change.ts";
import { attached, isMoved } from "../change/partition-parts.ts";
import { attach, detach, hasSameColumns } from "../change/ready-to-attach.ts";
import { known, type Model } from "../model/model.ts";
import { sequencesIn } from "../model/kind/column.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { SchemaModel } from "../model/schema-model.ts";

interface Moved {
  readonly changes: readonly ObjectChange[];
  /** The live model once they are done; of a table whose whole is still to come, without what it will have from there. */
  readonly model: SchemaModel;
}

/** Tables that become partitions, cease to be some or change over to another table: with their rows, and before all else that changes. */
export function movePartitions(desired: Model, live: SchemaModel): Moved {
  const changes: ObjectChange[] = [];
  let model = live;
  const carry = (more: readonly ObjectChange[]): void => {
    changes.push(...more);
    model = applyAll(model, more);
  };
  for (const wanted of desired.objects()) {
    if (wanted.kind !== "table") continue;
    const found = known(model.get(wanted.ref));
    if (found === undefined || found.nameOnly || !isMoved(found, wanted)) continue;
    if (found.body.partitionOf !== undefined) carry([detach(found)]);
    const { partitionOf } = wanted.body;
    const now = known(model.get(wanted.ref));
    if (partitionOf === undefined || now === undefined) continue;
    if (hasSameColumns(now, partitionOf, model))
      carry([...sequencesOf(wanted, desired, model), ...attach(now, partitionOf, model, wanted.body.columnSettings)]);
    // It comes in the order of all that comes.
    else model = attached(model, { ...now, body: { ...now.body, partitionOf } }, desired).with(now);
  }
  return { changes, model };
}

/** Sequences to come that its columns take from, such as those that were behind serial columns: nobody's for now, or the column would be a serial one again. */
const sequencesOf = ({ ref, body }: SchemaObjectOf<"table">, desired: Model, live: Model): readonly ObjectChange[] =>
  (body.columnSettings ?? []).flatMap(({ default: value = null }) =>
    sequencesIn(value, ref).flatMap((mention): readonly ObjectChange[] => {
      const wanted =
        mention.ref.kind === "sequence" && live.get(mention.ref) === "absent"
          ? known(desired.get({ ...mention.ref, kind: "sequence" }))
          : undefined;
      return wanted === undefined ? [] : [{ kind: "object", before: null, after: { ...wanted, body: { ...wanted.body, ownedBy: null } } }];
    }),
  );
