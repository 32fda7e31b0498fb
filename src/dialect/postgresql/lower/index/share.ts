import { handedDown, impliedName } from "../../../../change/partition-parts.ts";
import type { Model } from "../../../../model/model.ts";
import { isIndexLike } from "../../../../model/model-state.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { schemaOf } from "../../../../model/ref.ts";
import type { Situation } from "../statement/situation.ts";

type Table = SchemaObjectOf<"table">;
type Shared = SchemaObjectOf<"index"> | SchemaObjectOf<"unique"> | SchemaObjectOf<"primaryKey">;

/** What a partition has of an index or key, as long as it is not attached. */
export function share<Top extends Shared>(top: Top, partition: Table, { model }: Pick<Situation, "model">): Top {
  const { cluster: _cluster, replicaIdentity: _identity, ...body } = top.body;
  return { ...top, comment: null, ref: { ...top.ref, parent: partition.ref, name: shareName(top, partition, model) }, body };
}

/** As it is said; else as PostgreSQL would call it now. */
function shareName(top: Shared, partition: Table, model: Model): string {
  const said = partition.body.indexNames?.[top.ref.name];
  if (said !== undefined && said.implied === undefined) return said.name;
  const attached = new Set(namesBeside(top, partition, model));
  return impliedName(
    top,
    partition.ref,
    (name) => attached.has(name) || model.relationNamed(schemaOf(partition.ref) ?? "", name) !== undefined,
  );
}

/** What its shares of other indexes and keys are called: they are no objects of the model. One that is being made has none yet. */
const namesBeside = (top: Shared, { ref, body }: Table, model: Model): readonly string[] =>
  body.partitionOf === undefined
    ? []
    : handedDown(body.partitionOf.table, model).flatMap((part) => {
        if (!isIndexLike(part) || part.ref.name === top.ref.name) return [];
        const there = body.indexNames?.[part.ref.name]?.name;
        if (there !== undefined) return [there];
        return part.kind === "index" && !part.body.valid ? [] : [impliedName(part, ref)];
      });
