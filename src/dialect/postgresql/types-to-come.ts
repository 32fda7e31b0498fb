import { formerRef } from "../../diff/renames.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { isTypeKind } from "../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

/**
 * PL/pgSQL that gives types the names that they are to have: an expression that casts to one is spelled with it. It locks no table, and is rolled back
 * like all else. Where the role may not, the old names stay.
 */
export const typesToCome = (desired: Model): string =>
  [...desired.objects()]
    .flatMap((object) => (isTypeKind(object.kind) ? (object.renamedFrom ?? []).map((old) => renamed(object, old)) : []))
    .join(" ");

function renamed(type: SchemaObject, old: string): string {
  const { schema, name } = type.ref;
  const from = formerRef(type, old);
  const word = type.kind === "domain" ? "DOMAIN" : "TYPE";
  const moved = from.schema === schema ? "" : `ALTER ${word} ${qualified(from)} SET SCHEMA ${quoteIdentifier(schema ?? "")}; `;
  const called = from.name === name ? "" : `ALTER ${word} ${qualified({ ...from, schema })} RENAME TO ${quoteIdentifier(name)}; `;
  return `BEGIN IF pg_catalog.to_regtype(${quoteLiteral(qualified(type.ref))}) IS NULL THEN ${moved}${called}END IF; EXCEPTION WHEN OTHERS THEN NULL; END;`;
}
