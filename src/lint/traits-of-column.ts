import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { ColumnTraits } from "../port/act.ts";

/** A column of a model as a definition in SQL would say it. Whether a default differs per row is the lowering's concern, so here it counts as steady. */
export function traitsOfColumn({ ref, body }: SchemaObjectOf<"column">, model: Model): ColumnTraits {
  const { type, nullable, default: standard, identity, generated } = body;
  const keys = ref.parent === undefined ? [] : (model.children(ref.parent, "primaryKey") as readonly SchemaObjectOf<"primaryKey">[]);
  return {
    name: ref.name,
    type,
    nullable,
    default: standard === null ? "none" : "steady",
    identity: identity?.mode ?? "none",
    generated: generated === null ? "none" : generated.stored ? "stored" : "virtual",
    key: keys.some((key) => key.body.columns.includes(ref.name)) ? "primary" : "none",
  };
}
