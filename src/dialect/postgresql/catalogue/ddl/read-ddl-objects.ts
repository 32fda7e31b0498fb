import { canonical } from "../../../../model/expression.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../../../model/object.ts";
import { type DdlKind, ddlKinds } from "../../../../model/ref.ts";
import { defaultGrants } from "../../../../model/grant.ts";
import { gatherAdditions } from "../../definition/ddl-addition.ts";
import { type AclItem, aclItems, grantsIn, isChosen } from "../acl.ts";
import { rowsOf, type Query } from "../query.ts";
import { printed } from "../read-again.ts";
import { notMember, scopeSql } from "../scope.ts";
import { ddlSources } from "./sources.ts";
import type { DdlSource } from "./source.ts";

interface Row {
  /** null: what is granted on a new one. */
  readonly acl: readonly AclItem[] | null;
  readonly kind: DdlKind;
  readonly schema: string | null;
  readonly name: string;
  readonly arguments: readonly string[] | null;
  readonly comment: string | null;
  readonly owner: string | null;
  /** Whether it belongs to the role that looks. */
  readonly mine: boolean;
  readonly version: number;
  readonly definition: string;
  readonly additions: readonly string[] | null;
}

/** The objects of a kind in the managed schemas. */
const from = ({ catalogue, schema, where }: DdlSource): string =>
  `FROM ${catalogue} o${schema === null ? "" : ` JOIN scope n ON n.oid = ${schema}`} WHERE ${notMember(catalogue, "o.oid")} AND ${where ?? "true"}`;

/** Most databases have none of these kinds: one question tells which there are. */
const presentSql = (schemas: readonly string[]): string =>
  `WITH ${scopeSql(schemas)} SELECT kind FROM (VALUES ${ddlKinds.map((kind) => `('${kind}', EXISTS (SELECT ${from(ddlSources[kind])}))`).join(", ")}) v (kind, found) WHERE found`;

const acl = ({ acl: is, owner }: DdlSource): string =>
  is === undefined
    ? "NULL::json"
    : `CASE WHEN ${isChosen(is.column, `acldefault('${is.letter}', ${owner})`)} THEN ${aclItems(is.column)} END`;

const select = (kind: DdlKind, place: number): string => {
  const source = ddlSources[kind];
  const { catalogue, name, schema, owner } = source;
  return `SELECT ${place} AS place, '${kind}' AS kind, ${schema === null ? "NULL" : "n.nspname::text"} AS schema, ${name}::text AS name, ${source.arguments ?? "NULL::json"} AS arguments,
    obj_description(o.oid, '${catalogue}') AS comment, ${owner === null ? "NULL" : `pg_get_userbyid(${owner})`} AS owner, ${owner === null ? "true" : `pg_get_userbyid(${owner}) = current_user`} AS mine,
    ${acl(source)} AS acl, current_setting('server_version_num')::int AS version, ${source.definition} AS definition, ${source.additions ?? "NULL::json"} AS additions ${from(source)}`;
};

const sql = (schemas: readonly string[], kinds: readonly DdlKind[]): string =>
  `WITH ${scopeSql(schemas)} SELECT * FROM (${kinds.map((kind, place) => select(kind, place)).join(" UNION ALL ")}) f ORDER BY place, schema COLLATE "C", name COLLATE "C", arguments::text COLLATE "C"`;

/** Objects of all kinds that are given as their statements, each with whose it is. */
export async function readDdlObjects(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  const present = await rowsOf<{ readonly kind: DdlKind }>(query, presentSql(schemas));
  if (present.length === 0) return [];
  return (
    await rowsOf<Row>(
      query,
      sql(
        schemas,
        present.map(({ kind }) => kind),
      ),
    )
  ).map(object);
}

function object(row: Row): SchemaObject {
  const { kind, schema, name, comment, definition, additions } = row;
  const read: SchemaObjectOf<DdlKind> = {
    kind,
    ref: { kind, ...(schema !== null && { schema }), name, ...(row.arguments !== null && { arguments: row.arguments }) },
    origin: declared,
    comment,
    ...access(row),
    body: { definition: printed(definition.trim()), additions: gatherAdditions(kind, additions ?? []).map(canonical) },
  };
  return read as unknown as SchemaObject;
}

function access({ kind, owner, mine, acl: given, version }: Row): Pick<SchemaObject, "owner" | "grants" | "implied"> {
  if (owner === null) return {};
  const implied = mine ? (["owner"] as const) : [];
  if (ddlSources[kind].acl === undefined) return { owner, implied };
  if (given === null) return { owner, grants: defaultGrants(kind), implied: [...implied, "grants"] };
  return { owner, grants: grantsIn(given, owner, kind, Math.floor(version / 10_000)), implied };
}
