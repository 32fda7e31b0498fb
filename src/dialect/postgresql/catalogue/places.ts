import { ddlKinds, isTypeKind } from "../../../model/ref.ts";
import { argumentTypes } from "./argument-types.ts";
import { ddlSources } from "./ddl/sources.ts";

/** The fields of a ref as JSON; `relation` is an alias of pg_class, and the object its child. */
const inSchema = (kind: string, schema: string, name: string): string =>
  `jsonb_build_object('kind', ${kind}, 'schema', ${schema}, 'name', ${name})`;
const below = (kind: string, name: string): string =>
  `jsonb_build_object('kind', ${kind}, 'schema', n.nspname, 'relation', c.relname, 'relkind', c.relkind, 'name', ${name})`;
const relation = "JOIN pg_class c ON c.oid = ";
const itsSchema = "JOIN pg_namespace n ON n.oid = c.relnamespace";

const constraintKind =
  "CASE x.contype WHEN 'p' THEN 'primaryKey' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreignKey' WHEN 'x' THEN 'exclude' END";
const typeKind =
  "CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'compositeType' WHEN 'r' THEN 'rangeType' ELSE 'baseType' END";
const relationKind = "CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'table' END";

/** How an object address of the catalogue becomes a ref: by catalogue, a query of one JSON value for an oid and a sub-id; NULL for what is no object of the model. */
const places: Readonly<Record<string, (oid: string, subid: string) => string>> = {
  pg_class: (oid, subid) => `
    SELECT CASE WHEN ${subid} > 0 THEN (SELECT CASE WHEN c.relkind IN ('r', 'p', 'f') THEN ${below("'column'", "a.attname")} ELSE ${inSchema(relationKind, "n.nspname", "c.relname")} END
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ${subid})
      WHEN c.relkind IN ('i', 'I') THEN (SELECT jsonb_build_object('kind', 'index', 'schema', tn.nspname, 'relation', t.relname, 'relkind', t.relkind, 'name', c.relname)
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace WHERE i.indexrelid = c.oid)
      WHEN c.relkind = 'c' THEN ${inSchema("'compositeType'", "n.nspname", "c.relname")}
      ELSE ${inSchema(relationKind, "n.nspname", "c.relname")} END
    FROM pg_class c ${itsSchema} WHERE c.oid = ${oid}`,
  pg_attrdef: (oid) =>
    `SELECT ${below("'column'", "a.attname")} FROM pg_attrdef x ${relation} x.adrelid ${itsSchema} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.adnum WHERE x.oid = ${oid}`,
  // A check of a domain is part of the domain.
  pg_constraint: (oid) => `
    SELECT CASE WHEN x.contypid <> 0 THEN (SELECT ${inSchema("'domain'", "n.nspname", "t.typname")} FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = x.contypid)
      ELSE (SELECT ${below(constraintKind, "x.conname")} FROM pg_class c ${itsSchema} WHERE c.oid = x.conrelid) END
    FROM pg_constraint x WHERE x.oid = ${oid} AND x.contype <> 'n' AND x.contype <> 't'`,
  pg_rewrite: (oid) =>
    `SELECT CASE WHEN x.rulename = '_RETURN' THEN ${inSchema("'view'", "n.nspname", "c.relname")} ELSE ${below("'rule'", "x.rulename")} END FROM pg_rewrite x ${relation} x.ev_class ${itsSchema} WHERE x.oid = ${oid}`,
  pg_trigger: (oid) => `SELECT ${below("'trigger'", "x.tgname")} FROM pg_trigger x ${relation} x.tgrelid ${itsSchema} WHERE x.oid = ${oid}`,
  pg_foreign_data_wrapper: (oid) =>
    `SELECT jsonb_build_object('kind', 'foreignDataWrapper', 'name', x.fdwname) FROM pg_foreign_data_wrapper x WHERE x.oid = ${oid}`,
  pg_foreign_server: (oid) =>
    `SELECT jsonb_build_object('kind', 'foreignServer', 'name', x.srvname) FROM pg_foreign_server x WHERE x.oid = ${oid}`,
  pg_event_trigger: (oid) =>
    `SELECT jsonb_build_object('kind', 'eventTrigger', 'name', x.evtname) FROM pg_event_trigger x WHERE x.oid = ${oid}`,
  pg_proc: (oid) => `
    SELECT jsonb_build_object('kind', CASE x.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, 'schema', n.nspname, 'name', x.proname, 'arguments', ${argumentTypes("x")})
    FROM pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace WHERE x.oid = ${oid}`,
  pg_policy: (oid) => `SELECT ${below("'policy'", "x.polname")} FROM pg_policy x ${relation} x.polrelid ${itsSchema} WHERE x.oid = ${oid}`,
  // A table's row type is the table; an array stands for what it holds.
  pg_type: (oid) => `
    SELECT CASE WHEN c.oid IS NOT NULL THEN ${inSchema(relationKind, "n.nspname", "c.relname")} WHEN t.typtype IN ('e', 'd', 'c', 'r', 'b', 'p') THEN ${inSchema(typeKind, "n.nspname", "t.typname")} END
    FROM pg_type a LEFT JOIN pg_type e ON e.oid = a.typelem AND e.typarray = a.oid JOIN pg_type t ON t.oid = coalesce(e.oid, a.oid)
      JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid AND c.relkind <> 'c' WHERE a.oid = ${oid}`,
};

/** What is given as its statement; types stand with the others. */
const ddlPlaces = Object.fromEntries(
  ddlKinds
    .filter((kind) => !isTypeKind(kind))
    .map((kind) => {
      const { catalogue, schema, name, arguments: types } = ddlSources[kind];
      const fields = `'kind', '${kind}', 'name', ${name}${schema === null ? "" : ", 'schema', n.nspname"}${types === undefined ? "" : `, 'arguments', ${types}`}`;
      return [
        catalogue,
        (oid: string) =>
          `SELECT jsonb_build_object(${fields}) FROM ${catalogue} o${schema === null ? "" : ` JOIN pg_namespace n ON n.oid = ${schema}`} WHERE o.oid = ${oid}`,
      ];
    }),
);

/** A member of an operator class or family is part of it. */
const memberOf =
  (catalogue: string) =>
  (oid: string): string =>
    `
    SELECT coalesce((SELECT (${ddlPlaces["pg_opclass"]?.("m.refobjid")}) FROM pg_depend m WHERE m.classid = '${catalogue}'::regclass AND m.objid = ${oid} AND m.refclassid = 'pg_opclass'::regclass),
      (SELECT (${ddlPlaces["pg_opfamily"]?.("m.refobjid")}) FROM pg_depend m WHERE m.classid = '${catalogue}'::regclass AND m.objid = ${oid} AND m.refclassid = 'pg_opfamily'::regclass LIMIT 1))`;
const memberPlaces = { pg_amop: memberOf("pg_amop"), pg_amproc: memberOf("pg_amproc") };

/** The ref, as JSON, of what stands at an object address of one of these catalogues; NULL where the model has no such object. */
export function placeAt(catalogues: ReadonlySet<string>, classid: string, oid: string, subid: string): string {
  const cases = Object.entries<(oid: string, subid: string) => string>({ ...places, ...ddlPlaces, ...memberPlaces }).filter(([catalogue]) =>
    catalogues.has(catalogue),
  );
  return cases.length === 0
    ? "NULL::jsonb"
    : `CASE ${classid} ${cases.map(([catalogue, place]) => `WHEN '${catalogue}'::regclass THEN (${place(oid, subid)})`).join(" ")} END`;
}
