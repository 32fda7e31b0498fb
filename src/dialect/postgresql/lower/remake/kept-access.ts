import type { Statement } from "../../../../instruction/instruction.ts";
import { isGrantable } from "../../../../model/grant.ts";
import { ddlTraits } from "../../../../model/kind/ddl-kinds.ts";
import { isDdlObject, type SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, isRoutineKind } from "../../../../model/ref.ts";
import { ddlSources } from "../../catalogue/ddl/sources.ts";
import { addressOf } from "../../object/address.ts";
import { qualified, quoteIdentifier, quoteLiteral, regclass } from "../../quote.ts";
import { routineName } from "../../object/routine.ts";
import { aroundQuery } from "../../object/view.ts";
import type { DdlObject } from "../ddl/make-ddl.ts";
import { createRemade, type Remakeable } from "./remakes.ts";
import { statement } from "../statement/statements.ts";

type View = SchemaObjectOf<"view">;
type Owned = Extract<Remakeable, { readonly kind: "view" | "function" | "procedure" | "aggregate" | "eventTrigger" }> | DdlObject;

/** Settings that last as long as the transaction carry owner and grants across, and a query that only the server can spell. */
const setting = (place: string, what: "owner" | "acl" | "columns" | "query"): string => quoteLiteral(`keelson.away_${place}_${what}`);
const keep = (place: string, what: "owner" | "acl" | "columns" | "query", value: string): string =>
  `pg_catalog.set_config(${setting(place, what)}, ${value}, true)`;

/** What else owns and grants, belongs to the relation that it lies on. */
const isOwned = (object: Remakeable): object is Owned =>
  object.kind === "view" ||
  object.kind === "eventTrigger" ||
  isRoutineKind(object.kind) ||
  (isDdlObject(object) && ddlTraits[object.kind].owner === "has");

/** Where the catalogue says it of an object that is no relation. */
function placeOf(object: Exclude<Owned, { readonly kind: "view" }>): {
  readonly owner: string;
  readonly acl: string;
  readonly from: string;
} {
  if (object.kind === "eventTrigger")
    return { owner: "v.evtowner", acl: "NULL", from: `pg_catalog.pg_event_trigger v WHERE v.evtname = ${quoteLiteral(object.ref.name)}` };
  if (!isDdlObject(object))
    return {
      owner: "p.proowner",
      acl: "p.proacl",
      from: `pg_catalog.pg_proc p WHERE p.oid = ${quoteLiteral(routineName(object.ref))}::pg_catalog.regprocedure`,
    };
  const { catalogue, name, schema, owner, acl, arguments: types } = ddlSources[object.kind];
  const { ref } = object;
  const conditions = [
    `${name} = ${quoteLiteral(ref.name)}`,
    ...(schema === null ? [] : [`${schema} = ${quoteLiteral(quoteIdentifier(ref.schema ?? ""))}::pg_catalog.regnamespace`]),
    // Types are spelled as the search path has it: the server reads them, and compares none.
    ...(types === undefined
      ? []
      : object.kind === "operator"
        ? [
            `o.oid = ${quoteLiteral(`${quoteIdentifier(ref.schema ?? "")}.${ref.name}(${(ref.arguments ?? []).join(",")})`)}::pg_catalog.regoperator`,
          ]
        : [`(${types})::jsonb = ${quoteLiteral(JSON.stringify(ref.arguments))}::jsonb`]),
  ];
  return { owner: owner ?? "NULL", acl: acl?.column ?? "NULL", from: `pg_catalog.${catalogue} o WHERE ${conditions.join(" AND ")}` };
}

/** Remembers whose an object is, who may do what with it, and how a view's query reads now where renames made the text that we have stale. What of a view is not managed would be lost without a word: it stops the stage. */
export function keepAccess(object: Remakeable, place: string): readonly Statement[] {
  if (!isOwned(object)) return [];
  if (object.kind !== "view") {
    const { owner, acl, from } = placeOf(object);
    return [
      statement(
        `DO ${quoteLiteral(`BEGIN PERFORM ${keep(place, "owner", `pg_catalog.pg_get_userbyid(${owner})`)}, ${keep(place, "acl", `coalesce(${acl}::text, '')`)} FROM ${from}; END`)}`,
      ),
    ];
  }
  const unmanaged = `SELECT FROM pg_catalog.pg_trigger t WHERE tgrelid = c.oid AND NOT tgisinternal AND EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e') UNION ALL SELECT FROM pg_catalog.pg_seclabel l WHERE l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND l.objoid = c.oid AND l.objsubid > 0`;
  const message = `view ${describeRef(object.ref)} must be made again, and triggers on it that belong to an extension, or security labels of its columns, would be lost: take them away first and make them again after`;
  const query = isStale(object) ? `, ${keep(place, "query", "rtrim(pg_catalog.pg_get_viewdef(c.oid), ';')")}` : "";
  const columns =
    "(SELECT coalesce(pg_catalog.json_object_agg(a.attname, a.attacl::text), '{}')::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)";
  const body =
    `DECLARE c pg_catalog.pg_class; BEGIN SELECT * INTO STRICT c FROM pg_catalog.pg_class r WHERE r.oid = ${regclass(object.ref)}; ` +
    `IF EXISTS (${unmanaged}) THEN RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(message)}; END IF; ` +
    `PERFORM ${keep(place, "owner", "pg_catalog.pg_get_userbyid(c.relowner)")}, ${keep(place, "acl", "coalesce(c.relacl::text, '')")}, ${keep(place, "columns", columns)}${query}; END`;
  return [statement(`DO ${quoteLiteral(body)}`)];
}

/** Makes the object again as it was when its access was kept. */
export function createAgain(object: Remakeable, place: string): readonly Statement[] {
  if (object.kind !== "view" || !isStale(object)) return createRemade(object);
  // The server's spelling names every column itself.
  const { head, tail } = aroundQuery({ ...object, body: { ...object.body, columns: null } });
  const body = `BEGIN EXECUTE ${quoteLiteral(`${head} AS `)} || pg_catalog.current_setting(${setting(place, "query")}) || ${quoteLiteral(tail)}; END`;
  return [statement(`DO ${quoteLiteral(body)}`)];
}

const isStale = ({ body }: View): boolean => body.query.form === "stale";

/** Gives owner and grants back to the object that was made again, those on columns that it still has. What a new routine grants to everybody is taken away where it was. */
export function restoreAccess(object: Remakeable, place: string): readonly Statement[] {
  if (!isOwned(object)) return [];
  const address = addressOf(object);
  const target = object.kind === "view" ? qualified(object.ref) : address;
  const revoke =
    object.kind === "view" || !isGrantable(object.kind)
      ? ""
      : `IF pg_catalog.current_setting(${setting(place, "acl")}) <> '' THEN REVOKE ALL ON ${target} FROM PUBLIC; END IF; `;
  const columns =
    object.kind === "view"
      ? `FOR granted IN SELECT e.privilege_type || ' (' || quote_ident(c.key) || ')' AS privilege_type, ${grantee}, e.is_grantable FROM pg_catalog.json_each_text(pg_catalog.current_setting(${setting(place, "columns")})::json) c JOIN pg_catalog.pg_attribute a ON a.attrelid = ${regclass(object.ref)} AND a.attname = c.key, pg_catalog.aclexplode(c.value::aclitem[]) e LOOP ${grant(target)} END LOOP; `
      : "";
  const body =
    `DECLARE owner name := pg_catalog.current_setting(${setting(place, "owner")}); granted record; BEGIN ` +
    `IF owner <> current_user THEN EXECUTE format('ALTER %s OWNER TO %I', ${quoteLiteral(address)}, owner); END IF; ${revoke}` +
    `FOR granted IN SELECT e.privilege_type, ${grantee}, e.is_grantable FROM pg_catalog.aclexplode(nullif(pg_catalog.current_setting(${setting(place, "acl")}), '')::aclitem[]) e WHERE e.grantee <> e.grantor LOOP ` +
    `${grant(target)} END LOOP; ${columns}END`;
  return [statement(`DO ${quoteLiteral(body)}`)];
}

const grantee = `CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(e.grantee)) END AS role`;
const grant = (target: string): string =>
  `EXECUTE format('GRANT %s ON %s TO %s%s', granted.privilege_type, ${quoteLiteral(target)}, granted.role, CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);`;
