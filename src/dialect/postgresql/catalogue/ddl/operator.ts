import { nameTextSql } from "../names.ts";
import { type DdlSource, optionsSql } from "./source.ts";

const type = (column: string): string => `CASE WHEN ${column} <> 0 THEN format_type(${column}, NULL) END`;
const other = (column: string): string =>
  `(SELECT format('OPERATOR(%I.%s)', s.nspname, p.oprname) FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE p.oid = ${column})`;
const routine = (column: string): string => `nullif(${column}::regproc::text, '-')`;

/** One without a function is only named by another. */
export const operatorSource: DdlSource = {
  catalogue: "pg_operator",
  name: "o.oprname",
  schema: "o.oprnamespace",
  owner: "o.oprowner",
  arguments:
    "json_build_array(CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END)",
  where: "o.oprcode <> 0",
  definition: `'(' || ${optionsSql({
    FUNCTION: "o.oprcode::regproc",
    LEFTARG: type("o.oprleft"),
    RIGHTARG: type("o.oprright"),
    COMMUTATOR: other("o.oprcom"),
    NEGATOR: other("o.oprnegate"),
    RESTRICT: routine("o.oprrest"),
    JOIN: routine("o.oprjoin"),
    HASHES: "CASE WHEN o.oprcanhash THEN 'true' END",
    MERGES: "CASE WHEN o.oprcanmerge THEN 'true' END",
  })} || ')'`,
};

/** Members of a family that belong to `of`, an object of `catalogue`: behind OPERATOR and FUNCTION. */
const members = (catalogue: string): string => `
  SELECT 1 AS sort, m.amopstrategy AS number, format('OPERATOR %s %s%s', m.amopstrategy, m.amopopr::regoperator,
      (SELECT ' FOR ORDER BY ' || ${nameTextSql("f.opfname", "f.opfnamespace")} FROM pg_opfamily f WHERE f.oid = m.amopsortfamily)) AS says
    FROM pg_depend d JOIN pg_amop m ON m.oid = d.objid WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = '${catalogue}'::regclass AND d.refobjid = o.oid
  UNION ALL SELECT 2, m.amprocnum, format('FUNCTION %s (%s, %s) %s', m.amprocnum, format_type(m.amproclefttype, NULL), format_type(m.amprocrighttype, NULL), m.amproc::regprocedure)
    FROM pg_depend d JOIN pg_amproc m ON m.oid = d.objid WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = '${catalogue}'::regclass AND d.refobjid = o.oid`;

const method = (column: string): string => `json_build_array((SELECT a.amname FROM pg_am a WHERE a.oid = ${column}))`;
const methodName = (column: string): string => `(SELECT quote_ident(a.amname) FROM pg_am a WHERE a.oid = ${column})`;

const storage =
  "CASE WHEN o.opckeytype <> 0 OR NOT EXISTS (SELECT FROM found) THEN format('STORAGE %s', format_type(CASE o.opckeytype WHEN 0 THEN o.opcintype ELSE o.opckeytype END, NULL)) END";

export const operatorClassSource: DdlSource = {
  catalogue: "pg_opclass",
  name: "o.opcname",
  schema: "o.opcnamespace",
  owner: "o.opcowner",
  arguments: method("o.opcmethod"),
  definition: `(WITH found AS (${members("pg_opclass")}) SELECT format('%sFOR TYPE %s USING %s%s AS %s', CASE WHEN o.opcdefault THEN 'DEFAULT ' END, format_type(o.opcintype, NULL), ${methodName("o.opcmethod")},
    (SELECT ' FAMILY ' || ${nameTextSql("f.opfname", "f.opfnamespace")} FROM pg_opfamily f WHERE f.oid = o.opcfamily AND (f.opfname <> o.opcname OR f.opfnamespace <> o.opcnamespace)),
    concat_ws(', ', (SELECT string_agg(says, ', ' ORDER BY sort, number, says) FROM found), ${storage})))`,
};

/** The one that a class brings along is said with the class, unless something was added to it. */
export const operatorFamilySource: DdlSource = {
  catalogue: "pg_opfamily",
  name: "o.opfname",
  schema: "o.opfnamespace",
  owner: "o.opfowner",
  arguments: method("o.opfmethod"),
  where: `(NOT EXISTS (SELECT FROM pg_opclass k WHERE k.opcfamily = o.oid AND k.opcname = o.opfname AND k.opcnamespace = o.opfnamespace)
    OR obj_description(o.oid, 'pg_opfamily') IS NOT NULL OR EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = o.oid AND d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)))`,
  definition: "''",
  additions: `(SELECT json_agg('ADD ' || says) FROM (${members("pg_opfamily")}) m)`,
};
