import { formerRef } from "../../diff/renames.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { isTypeKind } from "../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

/**
 * PL/pgSQL that gives schemas and types the names that they are to have: an expression that mentions one is spelled with it. It locks no table,
 * and is rolled back like all else. Where the role may not, the old names stay.
 */
export function namesToCome(desired: Model): string {
  const objects = [...desired.objects()].filter(({ renamedFrom = [] }) => renamedFrom.length > 0);
  const [schemas, types] = [objects.filter(({ kind }) => kind === "schema"), objects.filter(({ kind }) => isTypeKind(kind))];
  return [...schemas.flatMap(formerly(renamedSchema)), ...types.flatMap(formerly(renamedType))].join(" ");
}

const formerly =
  (rename: (object: SchemaObject, old: string) => string) =>
  (object: SchemaObject): readonly string[] =>
    (object.renamedFrom ?? []).map((old) => `BEGIN ${rename(object, old)} EXCEPTION WHEN OTHERS THEN NULL; END;`);

const renamedSchema = ({ ref: { name } }: SchemaObject, old: string): string =>
  `IF pg_catalog.to_regnamespace(${quoteLiteral(quoteIdentifier(name))}) IS NULL THEN ALTER SCHEMA ${quoteIdentifier(old)} RENAME TO ${quoteIdentifier(name)}; END IF;`;

function renamedType(type: SchemaObject, old: string): string {
  const { schema, name } = type.ref;
  const from = formerRef(type, old);
  const word = type.kind === "domain" ? "DOMAIN" : "TYPE";
  const moved = from.schema === schema ? "" : `ALTER ${word} ${qualified(from)} SET SCHEMA ${quoteIdentifier(schema ?? "")}; `;
  const called = from.name === name ? "" : `ALTER ${word} ${qualified({ ...from, schema })} RENAME TO ${quoteIdentifier(name)}; `;
  return `IF pg_catalog.to_regtype(${quoteLiteral(qualified(type.ref))}) IS NULL THEN ${moved}${called}END IF;`;
}
