import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef } from "../../../../model/ref.ts";
import { dimensionsOf } from "../../../../model/type-name.ts";
import { quoteIdentifier } from "../../quote.ts";
import { refuse } from "../statement/refuse.ts";
import { isOf, type Type } from "./made-of.ts";

type Column = SchemaObjectOf<"column">;

/** SQL for a value of a type, or an array, as `to`: the type that it becomes, or text as that one reads it; null where none says it. */
export type Convert = (value: string, to: string) => string | null;

interface Way {
  readonly root: Type;
  /** What is made of it. */
  readonly over: readonly Type[];
  /** Of values of the root; absent: as they are. */
  readonly convert: Convert | undefined;
}

/**
 * SQL for the text of a column's values, as its type reads it once the root has become another.
 * @throws InputError where no expression says it
 */
export function textOf(column: Column, { root, over, convert }: Way): string {
  const { type } = column.body;
  const name = quoteIdentifier(column.ref.name);
  return convert === undefined ? `${name}::text${dimensionsOf(type)}` : said(name, type, convert);

  function said(value: string, of: string, converted: Convert): string {
    const to = `text${dimensionsOf(of)}`;
    if (isOf(of, root)) return converted(value, to) ?? refuseArrays(root, column);
    const made = over.find((each) => isOf(of, each));
    if (made === undefined) return value;
    if (made.kind === "domain" && (to === "text" || dimensionsOf(made.body.type) === "")) {
      const base = `${made.body.type}${dimensionsOf(of)}`;
      return said(`(${value}::${base})`, base, converted);
    }
    if (made.kind !== "compositeType" || to !== "text") return refuseArrays(root, column);
    const values = made.body.attributes.map((attribute) =>
      said(`(${value}).${quoteIdentifier(attribute.name)}`, attribute.type, converted),
    );
    return `CASE WHEN ${value} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(${values.join(", ")})::text END`;
  }
}

/** A column is given another type by one expression, which goes through no array and makes no range. */
export function refuseArrays({ ref }: Type, column: Column): never {
  return refuse(
    "type-in-use",
    `${describeRef(ref)} must be made anew for this change, and ${describeRef(column.ref)} holds arrays or ranges of it whose values would become others`,
    "Change it in steps of `sql`, or give the changed type another name",
  );
}
