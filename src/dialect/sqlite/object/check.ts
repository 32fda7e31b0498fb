import { canonical } from "../../../model/expression.ts";
import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { namesIn } from "../names-in.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier } from "../quote.ts";
import { enclose } from "./enclose.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type Check = SchemaObjectOf<"check">;

export function readCheck(parsed: ParsedConstraint & { readonly kind: "check" }, columns: readonly string[], reading: Reading): Check {
  const named = namesIn(parsed.expression);
  const mentioned = columns.filter((column) => named.has(column.toLowerCase()));
  const name =
    parsed.name ?? defaultName.check(reading.table.name, mentioned.length === 1 ? (mentioned[0] as string) : null, reading.taken);
  return child("check", reading.table, name, { expression: canonical(parsed.expression), noInherit: false, notValid: false });
}

export const writeCheck = ({ ref, body }: Check): string =>
  `CONSTRAINT ${quoteIdentifier(ref.name)} CHECK ${enclose(body.expression.text)}`;
