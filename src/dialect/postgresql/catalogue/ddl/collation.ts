import { type DdlSource, optionsSql } from "./source.ts";

/** Columns of newer servers read as NULL through JSON. */
const newer = (column: string): string => `to_jsonb(o) ->> '${column}'`;
/** Before 15 the locale of every provider stands where libc has it. */
const locale = `coalesce(${newer("colllocale")}, ${newer("colliculocale")}, CASE WHEN o.collcollate = o.collctype THEN o.collcollate::text END)`;
const apart = (column: string): string => `CASE WHEN ${locale} IS NULL THEN quote_literal(${column}) END`;

export const collationSource: DdlSource = {
  catalogue: "pg_collation",
  name: "o.collname",
  schema: "o.collnamespace",
  owner: "o.collowner",
  definition: `'(' || ${optionsSql({
    provider: "CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END",
    locale: `quote_literal(${locale})`,
    lc_collate: apart("o.collcollate"),
    lc_ctype: apart("o.collctype"),
    deterministic: "CASE WHEN NOT o.collisdeterministic THEN 'false' END",
    rules: `quote_literal(${newer("collicurules")})`,
  })} || ')'`,
};
