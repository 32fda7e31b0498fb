import type { SecurityLabels } from "../../../model/security-label.ts";
import { argumentTypes } from "./argument-types.ts";
import { type Query, rowsOf } from "./query.ts";
import { notMember, scopeSql } from "./scope.ts";
import { subscriptionsHere } from "./subscriptions.ts";

/** An object as `readAccess` knows it, and what one provider is told of it. */
export interface LabelRow {
  readonly catalogue: string;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly arguments: readonly string[] | null;
  readonly provider: string;
  readonly label: string;
}

/** Whether the database may have any: few have. */
export const hasLabels = `(EXISTS (SELECT FROM pg_seclabel) OR EXISTS (SELECT FROM pg_shseclabel WHERE classoid = 'pg_subscription'::regclass))`;

const of = (catalogue: string, alias: string): string =>
  `pg_seclabel l JOIN ${catalogue} ${alias} ON ${alias}.oid = l.objoid AND l.classoid = '${catalogue}'::regclass`;

/** SELECT, behind the common table expressions of `scopeSql`: the labels of objects that a document can name, as the catalogue identifies them and as the model does. */
export const labelledSql = `
  SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'schema' AS catalogue, NULL::name AS schema, n.nspname AS name, NULL::name AS "column", NULL::json AS arguments
    FROM ${of("pg_namespace", "s")} JOIN scope n ON n.oid = s.oid
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'relation', m.nspname, m.relname, NULL, NULL
    FROM ${of("pg_class", "c")} JOIN managed m ON m.oid = c.oid WHERE l.objsubid = 0
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'relation', n.nspname, c.relname, NULL, NULL
    FROM ${of("pg_class", "c")} JOIN scope n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${notMember("pg_class", "c.oid")}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'column', m.nspname, m.relname, a.attname, NULL
    FROM ${of("pg_class", "c")} JOIN managed m ON m.oid = c.oid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = l.objsubid
    WHERE m.relkind IN ('r', 'p', 'f') AND NOT m.relispartition AND a.attislocal
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'type', n.nspname, t.typname, NULL, NULL
    FROM ${of("pg_type", "t")} JOIN scope n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE (c.oid IS NULL OR c.relkind = 'c') AND ${notMember("pg_type", "t.oid")}
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'routine', n.nspname, p.proname, NULL, ${argumentTypes("p")}
    FROM ${of("pg_proc", "p")} JOIN scope n ON n.oid = p.pronamespace WHERE ${notMember("pg_proc", "p.oid")}
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'language', NULL, o.lanname, NULL, NULL FROM ${of("pg_language", "o")} WHERE o.oid >= 16384 AND ${notMember("pg_language", "o.oid")}
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'eventTrigger', NULL, v.evtname, NULL, NULL FROM ${of("pg_event_trigger", "v")} WHERE ${notMember("pg_event_trigger", "v.oid")}
  UNION ALL SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, 'publication', NULL, p.pubname, NULL, NULL FROM ${of("pg_publication", "p")} WHERE ${notMember("pg_publication", "p.oid")}
  UNION ALL SELECT l.classoid, l.objoid, 0, l.provider, l.label, 'subscription', NULL, u.subname, NULL, NULL
    FROM pg_shseclabel l JOIN (SELECT s.oid, s.subname FROM ${subscriptionsHere}) u ON u.oid = l.objoid WHERE l.classoid = 'pg_subscription'::regclass`;

/** What every object that is labelled at all is labelled, by the key that `keyOf` makes of it. */
export async function readLabels(
  query: Query,
  schemas: readonly string[],
  keyOf: (row: LabelRow) => string,
): Promise<ReadonlyMap<string, SecurityLabels>> {
  const rows = await rowsOf<LabelRow>(
    query,
    `WITH ${scopeSql(schemas)} SELECT catalogue, schema, name, "column", arguments, provider, label FROM (${labelledSql}) f ORDER BY provider COLLATE "C"`,
  );
  return new Map(
    [...Map.groupBy(rows, keyOf)].map(([key, labels]) => [key, Object.fromEntries(labels.map(({ provider, label }) => [provider, label]))]),
  );
}
