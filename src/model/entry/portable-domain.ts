import { written } from "../expression.ts";
import { renameIdentifier, splitQualifiedName } from "../identifier.ts";
import type { CheckEntry } from "../kind/check.shape.ts";
import type { ColumnEntry } from "../kind/column.shape.ts";
import type { DomainEntry } from "../kind/domain.shape.ts";
import { defaultName } from "../naming.ts";
import type { SchemaObjectOf } from "../object.ts";
import { declared } from "../object.ts";
import { childRef, type ObjectRef } from "../ref.ts";
import type { EntryContext } from "./entry-context.ts";
import { kept } from "./kept.ts";
import { overlay } from "./overlay.ts";

/** A column of a domain on a dialect that has no domains. */
interface PortableDomain {
  /** With what the domain says: its type, its default and its NOT NULL. */
  readonly column: ColumnEntry;
  /** The domain's checks, of the column's own value. */
  readonly checks: readonly SchemaObjectOf<"check">[];
}

/** What a column of a domain is on a dialect that has no domains; a column of anything else as it is. */
export function domainOf(column: ColumnEntry, table: ObjectRef, context: EntryContext, above: readonly DomainEntry[] = []): PortableDomain {
  const domain = context.kinds.includes("domain") ? undefined : named(column.type, context);
  // A domain over itself is none.
  if (domain === undefined || above.includes(domain)) return { column, checks: [] };
  const [value, collation] = [column.default ?? domain.default, column.collation ?? domain.collation];
  const isRequired = column.nullable === false || domain.nullable === false;
  const own = {
    ...column,
    type: domain.type,
    ...(value !== undefined && { default: value }),
    ...(collation !== undefined && { collation }),
    ...(isRequired && { nullable: false }),
  };
  const below = domainOf(own, table, context, [...above, domain]);
  return {
    column: below.column,
    checks: [...below.checks, ...kept(domain.checks, context, []).map(({ entry }) => checkOf(entry, column.name, table, context))],
  };
}

function named(type: string, context: EntryContext): DomainEntry | undefined {
  const parts = splitQualifiedName(type);
  const bare = parts?.at(-1);
  if (parts === undefined || bare === undefined) return undefined;
  const schema = parts.length > 1 ? (parts[0] as string) : context.typeSchema(bare);
  return schema === undefined ? undefined : context.domain(schema, bare);
}

/** Called as PostgreSQL would call a check of that column: several columns of one domain are checked each for itself. */
function checkOf(check: CheckEntry, column: string, table: ObjectRef, context: EntryContext): SchemaObjectOf<"check"> {
  const { expression } = overlay(check, context.grammar.dialect);
  const name = defaultName.check(table.name, column, (candidate) => !context.claim("constraint", table, candidate));
  return {
    kind: "check",
    ref: { ...childRef("check", table, name), kind: "check" },
    origin: declared,
    body: { expression: written(renameIdentifier(expression, "value", column)), noInherit: false, notValid: false },
  };
}
