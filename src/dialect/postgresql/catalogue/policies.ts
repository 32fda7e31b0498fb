import type { PolicyBody } from "../../../model/body.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { described } from "./described.ts";
import { homeColumns, homeRef, type HomeRow } from "./home.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { notMember, scopeSql } from "./scope.ts";

type CommandCode = "*" | "r" | "a" | "w" | "d";

interface Row extends HomeRow {
  readonly name: string;
  readonly command: CommandCode;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
  readonly comment: string | null;
}

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT ${homeColumns}, p.polname AS name, p.polcmd::text AS command, p.polpermissive AS permissive,
    (SELECT json_agg(r.name ORDER BY r.name COLLATE "C") FROM (SELECT CASE o.oid WHEN 0 THEN 'public' ELSE pg_get_userbyid(o.oid) END AS name FROM unnest(p.polroles) o(oid)) r) AS roles,
    pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check, ${described("pg_policy", "p.oid")} AS comment
  FROM managed m JOIN pg_policy p ON p.polrelid = m.oid WHERE ${notMember("pg_policy", "p.oid")}
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C", p.polname COLLATE "C"`;

export async function readPolicies(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"policy">[]> {
  return (await rowsOf<Row>(query, sql(schemas))).map((row) => ({
    kind: "policy",
    ref: { kind: "policy", parent: homeRef(row), name: row.name },
    origin: declared,
    comment: row.comment,
    body: {
      command: commands[row.command],
      roles: row.roles,
      permissive: row.permissive,
      using: row.using === null ? null : printed(row.using),
      check: row.check === null ? null : printed(row.check),
    },
  }));
}

const commands: Readonly<Record<CommandCode, PolicyBody["command"]>> = { "*": "all", r: "select", a: "insert", w: "update", d: "delete" };
