import { type DdlSource, own } from "./source.ts";

const routine = (word: string, column: string): string => `'${word} ' || nullif(${column}, 0)::regproc`;

export const languageSource: DdlSource = {
  catalogue: "pg_language",
  name: "o.lanname",
  schema: null,
  owner: "o.lanowner",
  acl: { column: "o.lanacl", letter: "l" },
  where: `${own} AND o.lanispl`,
  definition: `concat_ws(' ', CASE WHEN o.lanpltrusted THEN 'TRUSTED' END, ${routine("HANDLER", "o.lanplcallfoid")}, ${routine("INLINE", "o.laninline")}, ${routine("VALIDATOR", "o.lanvalidator")})`,
};

export const accessMethodSource: DdlSource = {
  catalogue: "pg_am",
  name: "o.amname",
  schema: null,
  owner: null,
  where: own,
  definition: "format('TYPE %s HANDLER %s', CASE o.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, o.amhandler)",
};

/** That of a range to its multirange comes with the type. */
export const castSource: DdlSource = {
  catalogue: "pg_cast",
  name: "(format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL))",
  schema: null,
  owner: null,
  where: `${own} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = o.oid AND d.deptype = 'i')`,
  definition: `CASE o.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || o.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
    || CASE o.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END`,
};

const through = (words: string, column: string): string => `'${words} SQL WITH FUNCTION ' || nullif(${column}::oid, 0)::regprocedure`;

export const transformSource: DdlSource = {
  catalogue: "pg_transform",
  name: "(SELECT format_type(o.trftype, NULL) || ' LANGUAGE ' || quote_ident(l.lanname) FROM pg_language l WHERE l.oid = o.trflang)",
  schema: null,
  owner: null,
  where: own,
  definition: `'(' || concat_ws(', ', ${through("FROM", "o.trffromsql")}, ${through("TO", "o.trftosql")}) || ')'`,
};
