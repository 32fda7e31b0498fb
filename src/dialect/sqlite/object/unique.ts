import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier } from "../quote.ts";
import { conflictOf, writeConflict } from "./conflict.ts";
import { keyColumns, keyOrderOf, writeKeyColumns } from "./key-order.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type Unique = SchemaObjectOf<"unique">;

export function readUnique(parsed: ParsedConstraint & { readonly kind: "unique" }, reading: Reading): Unique {
  const columns = keyColumns(parsed.keys, reading);
  const name = parsed.name ?? defaultName.unique(reading.table.name, columns, reading.taken);
  return child("unique", reading.table, name, {
    columns,
    include: [],
    nullsNotDistinct: false,
    deferrable: false,
    initiallyDeferred: false,
    ...conflictOf(parsed.onConflict),
    ...keyOrderOf(parsed.keys, columns),
  });
}

export const writeUnique = ({ ref, body }: Unique): string =>
  `CONSTRAINT ${quoteIdentifier(ref.name)} UNIQUE (${writeKeyColumns(body.columns, body)})${writeConflict(body)}`;
