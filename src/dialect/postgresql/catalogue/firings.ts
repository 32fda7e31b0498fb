import { byTable, type Enabled } from "../../../model/routine-body.ts";
import { tableRef } from "../../../model/ref.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import type { Definition } from "../../../grammar/definition.ts";
import { readPrintedTrigger } from "../definition/printed-trigger.ts";
import { readDefinition } from "../definition/read-definition.ts";
import { loadParser } from "../analyse.ts";
import { described } from "./described.ts";
import { homeRef, type HomeRow } from "./home.ts";
import { notOurs } from "./not-ours.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Row extends HomeRow {
  readonly kind: "trigger" | "rule" | "eventTrigger";
  readonly name: string;
  readonly definition: string;
  readonly enabled: "O" | "R" | "A" | "D";
  readonly comment: string | null;
  /** Of a trigger, in partitions. */
  readonly enabledIn: readonly { readonly schema: string; readonly table: string; readonly enabled: Row["enabled"] }[] | null;
}

const modes: Readonly<Record<Row["enabled"], Enabled>> = { O: "origin", R: "replica", A: "always", D: "disabled" };

/** Of a trigger of a partitioned table those of its partitions are copies. */
export const managedTrigger = (trigger: string): string =>
  `NOT ${trigger}.tgisinternal AND ${trigger}.tgparentid = 0 AND ${notMember("pg_trigger", `${trigger}.oid`)} AND ${notOurs(`${trigger}.tgname`)}`;

const eventTrigger = `format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', v.evtname, v.evtevent,
  (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(t), ', ' ORDER BY place) || ')' FROM unnest(v.evttags) WITH ORDINALITY u (t, place)), v.evtfoid::regproc)`;

/** Copies of the trigger `t`, however far down, that fire in other sessions. */
const enabledInSql = `(WITH RECURSIVE copy AS (SELECT x.oid, x.tgrelid, x.tgenabled FROM pg_trigger x WHERE x.tgparentid = t.oid UNION ALL SELECT x.oid, x.tgrelid, x.tgenabled FROM copy y JOIN pg_trigger x ON x.tgparentid = y.oid)
      SELECT json_agg(json_build_object('schema', w.nspname, 'table', w.relname, 'enabled', y.tgenabled)) FROM copy y JOIN managed w ON w.oid = y.tgrelid WHERE y.tgenabled <> t.tgenabled)`;

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT * FROM (
    SELECT 1 AS place, 'trigger' AS kind, m.nspname AS schema, m.relname AS relation, m.relkind::text AS relkind, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition,
      t.tgenabled::text AS enabled, ${described("pg_trigger", "t.oid")} AS comment, CASE WHEN m.relkind = 'p' THEN ${enabledInSql} END AS "enabledIn"
    FROM managed m JOIN pg_trigger t ON t.tgrelid = m.oid WHERE ${managedTrigger("t")}
    UNION ALL SELECT 2, 'rule', m.nspname, m.relname, m.relkind::text, w.rulename, pg_get_ruledef(w.oid), w.ev_enabled::text, ${described("pg_rewrite", "w.oid")}, NULL
    FROM managed m JOIN pg_rewrite w ON w.ev_class = m.oid WHERE w.rulename <> '_RETURN' AND ${notMember("pg_rewrite", "w.oid")}
    UNION ALL SELECT 3, 'eventTrigger', '', '', 'r', v.evtname, ${eventTrigger}, v.evtenabled::text, ${described("pg_event_trigger", "v.oid")}, NULL
    FROM pg_event_trigger v WHERE ${notMember("pg_event_trigger", "v.oid")}) f
  ORDER BY place, schema COLLATE "C", relation COLLATE "C", name COLLATE "C"`;

/** Triggers, rules and event triggers. */
export async function readFirings(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  const asPrinted = rows.map(({ kind, definition }) => (kind === "trigger" ? readPrintedTrigger(definition) : null));
  if (asPrinted.includes(null)) await loadParser();
  return rows.map((row, place) => firing(row, asPrinted[place] ?? parsed(row)));
}

type Said = Pick<Definition, "event" | "constraint" | "rest">;

function parsed({ kind, name, definition: text }: Row): Said {
  const definition = readDefinition(text);
  if ("message" in definition)
    throw new TypeError(`the server prints ${kind} ${name} as what its own parser does not take: ${definition.message}`);
  return definition;
}

function firing(row: Row, definition: Said): SchemaObject {
  const { kind, name, enabled, comment } = row;
  const body = {
    event: definition.event,
    action: printed(definition.rest),
    enabled: modes[enabled],
    ...(kind === "trigger" && { constraint: definition.constraint }),
    ...(row.enabledIn !== null && {
      enabledIn: byTable(
        row.enabledIn.map(({ schema, table, enabled: apart }) => ({ table: tableRef(schema, table), enabled: modes[apart] })),
      ),
    }),
  };
  const ref = { kind, ...(kind === "eventTrigger" ? {} : { parent: homeRef(row) }), name };
  return { kind, ref, body, origin: declared, comment } as SchemaObject;
}
