import { type ForeignOptions, plainMappingOptions, type UserMapping } from "../../../model/foreign-body.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { argumentTypes } from "./argument-types.ts";
import { quoteLiteral } from "../quote.ts";
import { rowsOf, type Query } from "./query.ts";

interface Routine {
  readonly schema: string;
  readonly name: string;
  readonly arguments: readonly string[];
}

interface Row {
  readonly name: string;
  readonly handler: Routine | null;
  readonly validator: Routine | null;
  /** Of a server. */
  readonly wrapper: string | null;
  readonly type: string | null;
  readonly version: string | null;
  readonly options: ForeignOptions | null;
  readonly mappings: readonly UserMapping[] | null;
  readonly comment: string | null;
}

/** SQL: options as the catalogue has them, as an object in their order. */
export const optionsIn = (list: string): string =>
  `(SELECT json_object_agg(split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)) FROM unnest(${list}) o)`;

const routine = (oid: string): string =>
  `(SELECT json_build_object('schema', n.nspname, 'name', x.proname, 'arguments', ${argumentTypes("x")}) FROM pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace WHERE x.oid = ${oid})`;

/** Who may see options is who `pg_user_mappings` shows them to. */
export const seesMapping = `((SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
      OR m.umuser <> 0 AND m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) OR m.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE'))`;

/** The value of a secret does not leave the server. */
const mappings = `(SELECT json_agg(json_build_object('role', m.usename, 'options', CASE WHEN ${seesMapping} THEN
      (SELECT coalesce(json_object_agg(split_part(o, '=', 1), CASE WHEN split_part(o, '=', 1) IN (${plainMappingOptions.map(quoteLiteral).join(", ")}) THEN to_json(substr(o, strpos(o, '=') + 1)) ELSE json_build_object('secret', NULL) END), '{}') FROM unnest(m.umoptions) o) END)
      ORDER BY m.usename COLLATE "C") FROM pg_user_mappings m WHERE m.srvid = s.oid)`;

const outside = (catalogue: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const sql = `
  SELECT * FROM (
    SELECT w.fdwname AS name, ${routine("w.fdwhandler")} AS handler, ${routine("w.fdwvalidator")} AS validator, NULL::name AS wrapper, NULL::text AS type, NULL::text AS version,
      ${optionsIn("w.fdwoptions")} AS options, NULL::json AS mappings, obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment
    FROM pg_foreign_data_wrapper w WHERE ${outside("pg_foreign_data_wrapper", "w.oid")}
    UNION ALL SELECT s.srvname, NULL, NULL, w.fdwname, s.srvtype, s.srvversion, ${optionsIn("s.srvoptions")}, ${mappings}, obj_description(s.oid, 'pg_foreign_server')
    FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ${outside("pg_foreign_server", "s.oid")}) f
  ORDER BY f.wrapper IS NULL DESC, f.name COLLATE "C"`;

/** Wrappers and servers that no extension brought. */
export async function readForeign(query: Query): Promise<readonly SchemaObject[]> {
  return (await rowsOf<Row>(query, sql)).map(
    ({ name, handler, validator, wrapper, type, version, options, mappings, comment }): SchemaObject => {
      const common = { origin: declared, comment };
      if (wrapper !== null)
        return {
          kind: "foreignServer",
          ref: { kind: "foreignServer", name },
          ...common,
          body: { wrapper, type, version, options: options ?? {}, userMappings: mappings ?? [] },
        };
      return {
        kind: "foreignDataWrapper",
        ref: { kind: "foreignDataWrapper", name },
        ...common,
        body: { handler: routineRef(handler), validator: routineRef(validator), options: options ?? {} },
      };
    },
  );
}

const routineRef = (found: Routine | null): ObjectRef | null => (found === null ? null : { kind: "function", ...found });
