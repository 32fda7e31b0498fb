import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type Unique = SchemaObjectOf<"unique">;

export function readUnique(parsed: ParsedConstraint & { readonly kind: "unique" }, reading: Reading): Unique {
  const columns = parsed.keys.map(({ column }) => reading.columnName(reading.table.name, column ?? ""));
  const name = parsed.name ?? defaultName.unique(reading.table.name, columns, reading.taken);
  return child("unique", reading.table, name, {
    columns,
    include: [],
    nullsNotDistinct: false,
    deferrable: false,
    initiallyDeferred: false,
  });
}

export const writeUnique = ({ ref, body }: Unique): string =>
  `CONSTRAINT ${quoteIdentifier(ref.name)} UNIQUE (${quoteNames(body.columns)})`;
