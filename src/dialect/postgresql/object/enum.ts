import type { EnumBody } from "../../../model/body.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { qualified, quoteLiteral } from "../quote.ts";

export const createEnum = (ref: ObjectRef, { values }: EnumBody): string =>
  `CREATE TYPE ${qualified(ref)} AS ENUM (${values.map(quoteLiteral).join(", ")})`;
export const dropEnum = (ref: ObjectRef): string => `DROP TYPE ${qualified(ref)}`;
export const renameEnumLabel = (ref: ObjectRef, from: string, to: string): string =>
  `ALTER TYPE ${qualified(ref)} RENAME VALUE ${quoteLiteral(from)} TO ${quoteLiteral(to)}`;

/** At the end, or beside a label that is there already. */
export function addEnumLabel(
  ref: ObjectRef,
  label: string,
  place: { readonly before: string } | { readonly after: string } | null,
): string {
  const where = place === null ? "" : "before" in place ? ` BEFORE ${quoteLiteral(place.before)}` : ` AFTER ${quoteLiteral(place.after)}`;
  return `ALTER TYPE ${qualified(ref)} ADD VALUE ${quoteLiteral(label)}${where}`;
}
