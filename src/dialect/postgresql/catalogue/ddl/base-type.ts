import { type DdlSource, optionsSql } from "./source.ts";

const routine = (column: string): string => `nullif(o.${column}::oid, 0)::regproc::text`;
/** Said where it is not what CREATE TYPE takes by itself. */
const unless = (usual: string, column: string, says: string): string => `CASE WHEN o.${column} <> ${usual} THEN ${says} END`;
const yes = (column: string): string => `CASE WHEN o.${column} THEN 'true' END`;

const options = optionsSql({
  INTERNALLENGTH: "CASE WHEN o.typlen > 0 THEN o.typlen::text WHEN o.typlen = -1 THEN 'VARIABLE' ELSE o.typlen::text END",
  INPUT: routine("typinput"),
  OUTPUT: routine("typoutput"),
  RECEIVE: routine("typreceive"),
  SEND: routine("typsend"),
  TYPMOD_IN: routine("typmodin"),
  TYPMOD_OUT: routine("typmodout"),
  ANALYZE: routine("typanalyze"),
  SUBSCRIPT: routine("typsubscript"),
  PASSEDBYVALUE: yes("typbyval"),
  ALIGNMENT: unless("'i'", "typalign", "CASE o.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' ELSE 'double' END"),
  STORAGE: unless("'p'", "typstorage", "CASE o.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END"),
  CATEGORY: unless("'U'", "typcategory", "quote_literal(o.typcategory::text)"),
  PREFERRED: yes("typispreferred"),
  DEFAULT: "quote_literal(o.typdefault)",
  ELEMENT: "CASE WHEN o.typelem <> 0 THEN format_type(o.typelem, NULL) END",
  DELIMITER: unless("','", "typdelim", "quote_literal(o.typdelim::text)"),
  COLLATABLE: "CASE WHEN o.typcollation <> 0 THEN 'true' END",
});

/** Base types, and what has a name and no more; arrays have none of their own, and are none. */
export const baseTypeSource: DdlSource = {
  catalogue: "pg_type",
  name: "o.typname",
  schema: "o.typnamespace",
  owner: "o.typowner",
  acl: { column: "o.typacl", letter: "T" },
  where: "(o.typtype = 'b' AND o.typarray <> 0 OR o.typtype = 'p' AND NOT o.typisdefined)",
  definition: `CASE WHEN o.typisdefined THEN '(' || ${options} || ')' ELSE '' END`,
};
