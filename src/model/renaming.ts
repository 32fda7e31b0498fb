import type { ObjectRef } from "./ref.ts";
import { sameRef } from "./ref.ts";

/** One object gets another name (or schema): `from` and `to` are of one kind. */
export interface Renaming {
  readonly from: ObjectRef;
  readonly to: ObjectRef;
}

/** A ref after the renaming: itself, moved with its parent or its schema, or the same reference where nothing changes. */
export function renameRef(ref: ObjectRef, renaming: Renaming): ObjectRef {
  if (ref.kind === renaming.from.kind && sameRef(ref, renaming.from)) return renaming.to;
  if (ref.parent !== undefined) {
    const parent = renameRef(ref.parent, renaming);
    return parent === ref.parent ? ref : { ...ref, parent };
  }
  if (renaming.from.kind === "schema" && ref.kind !== "schema" && ref.schema === renaming.from.name)
    return { ...ref, schema: renaming.to.name };
  return ref;
}

/** Refs after the renaming; the same list where nothing changes. */
export function renameRefs<Refs extends readonly ObjectRef[] | undefined>(refs: Refs, renaming: Renaming, rename = renameRef): Refs {
  const renamed = refs?.map((ref) => rename(ref, renaming));
  return renamed === undefined || renamed.every((ref, index) => ref === refs?.[index]) ? refs : (renamed as readonly ObjectRef[] as Refs);
}

/** Column names of `table` after the renaming; the same array where nothing changes. */
export function renameColumns(columns: readonly string[], table: ObjectRef | undefined, { from, to }: Renaming): readonly string[] {
  const hit =
    from.kind === "column" &&
    table !== undefined &&
    from.parent !== undefined &&
    sameRef(from.parent, table) &&
    columns.includes(from.name);
  return hit ? columns.map((column) => (column === from.name ? to.name : column)) : columns;
}
