import { sql } from "@databases/sqlite";
import { sayingOutside } from "../../model/left-alone.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { tableRef } from "../../model/ref.ts";
import { isKey } from "../../model/referred-key.ts";
import { SchemaModel } from "../../model/schema-model.ts";
import type { Inspection, InspectRequest, UnmanagedObject } from "../../port/session.ts";
import type { Connection } from "./connection/connection.ts";
import { journalTables } from "./journal/tables.ts";
import { readIndex } from "./object/index.ts";
import type { Reading } from "./object/reading.ts";
import { readTable } from "./object/table.ts";
import { isOurOwn, readTrigger } from "./object/trigger.ts";
import { readView } from "./object/view.ts";
import { readVirtualTable } from "./object/virtual-table.ts";
import type { ParsedTable } from "./parse/table.ts";
import { parseTable } from "./parse/table.ts";

/** One object of the schema table. */
interface Entry {
  readonly type: "table" | "index" | "view" | "trigger";
  readonly name: string;
  /** The table it belongs to. */
  readonly home: string;
  readonly sql: string;
  readonly relation: "table" | "virtual" | "shadow" | null;
  readonly wr: number | null;
  readonly strict: number | null;
  /** Whether it, or what it belongs to, is left alone: others may refer to it. */
  readonly ignored: number;
}

/** Reads `main` into a model, in the order of creation. What keelson does not manage is named. */
export async function inspect(connection: Connection, { schemas, ignore, unmanaged }: InspectRequest): Promise<Inspection> {
  if (!schemas.includes("main")) return { model: SchemaModel.empty, unmanaged: [] };
  const inspection = modelOf(await readEntries(connection, ignore), { schemas, ignore });
  return unmanaged === "leftOut" ? { ...inspection, unmanaged: [] } : inspection;
}

function readEntries(connection: Connection, ignore: readonly string[]): Promise<readonly Entry[]> {
  return connection.rows<Entry>(sql`
    SELECT s.type, s.name, s.tbl_name AS home, s.sql, l.type AS relation, l.wr, l.strict,
           EXISTS (SELECT 1 FROM json_each(${JSON.stringify(ignore)}) AS pattern
                    WHERE s.tbl_name GLOB pattern.value OR 'main.' || s.tbl_name GLOB pattern.value) AS ignored
      FROM main.sqlite_schema AS s
      LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name AND s.type = 'table'
     WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND s.tbl_name NOT IN (SELECT value FROM json_each(${JSON.stringify(journalTables)}))
     ORDER BY s.rowid`);
}

interface LiveTable {
  readonly entry: Entry;
  readonly parsed: ParsedTable;
}

function modelOf(all: readonly Entry[], managed: Pick<InspectRequest, "schemas" | "ignore">): Inspection {
  const entries = all.filter(({ ignored }) => ignored === 0);
  const tables = new Map<string, LiveTable>();
  for (const entry of all)
    if (entry.type === "table" && entry.relation === "table")
      tables.set(entry.name.toLowerCase(), { entry, parsed: parseTable(entry.sql) });
  const relations = new Map(entries.flatMap((entry) => relationOf(entry)));
  const relation = (name: string): ObjectRef | undefined => relations.get(name.toLowerCase());
  const names = namesGiven(entries, tables);
  const known = { relations, tables, names };
  const objects: SchemaObject[] = entries.flatMap(({ relation: kind, name, sql: text }) =>
    kind === "virtual" ? [readVirtualTable(name, text)] : [],
  );
  for (const { entry, parsed } of tables.values()) {
    if (entry.ignored !== 0) continue;
    for (const object of readTable(parsed, { strict: entry.strict === 1, withoutRowid: entry.wr === 1 }, readingOf(entry.name, known))) {
      names.add(object.ref.name);
      objects.push(object);
    }
  }
  for (const entry of entries) {
    const table = tables.get(entry.home.toLowerCase());
    if (entry.type === "index" && table !== undefined) objects.push(readIndex(entry.name, entry.sql, readingOf(table.entry.name, known)));
    if (entry.type === "view") objects.push(readView("main", entry.name, entry.sql, relation));
  }
  for (const entry of entries) {
    const on = entry.type === "trigger" && !isOurOwn(entry.name, entry.home) ? relation(entry.home) : undefined;
    if (on !== undefined) objects.push(readTrigger(on, entry.name, entry.sql, relation));
  }
  const live = SchemaModel.of(objects);
  const found = objects.map((object) => sayingMissing(sayingOutside(object, managed), live));
  return { model: SchemaModel.of(found), unmanaged: unmanagedOf(entries, objects) };
}

/** The object; a foreign key says whether the table that it refers to has no such key. */
const sayingMissing = (object: SchemaObject, model: Model): SchemaObject =>
  object.kind === "foreignKey" &&
  object.body.outside === undefined &&
  !isKey(object.body.references.table, object.body.references.columns, model)
    ? { ...object, body: { ...object.body, outside: "missing" } }
    : object;

/** Every name that the database itself gives: no constraint without one may come to the same. */
function namesGiven(entries: readonly Entry[], tables: ReadonlyMap<string, LiveTable>): Set<string> {
  const constraints = [...tables.values()].flatMap(({ parsed }) => parsed.constraints.flatMap(({ name }) => (name === null ? [] : [name])));
  return new Set([...entries.map(({ name }) => name), ...constraints]);
}

/** A table or view by its name without case; the tables that a module keeps its rows in are its own matter. */
function relationOf({ type, name, relation }: Entry): readonly (readonly [string, ObjectRef])[] {
  if (type === "view") return [[name.toLowerCase(), { kind: "view", schema: "main", name }]];
  return relation === "table" || relation === "virtual" ? [[name.toLowerCase(), tableRef("main", name)]] : [];
}

/** What there is, by its name without case, also what is left alone; and every name that is taken. */
interface Names {
  readonly relations: ReadonlyMap<string, ObjectRef>;
  readonly tables: ReadonlyMap<string, LiveTable>;
  readonly names: ReadonlySet<string>;
}

function readingOf(table: string, { relations, tables, names }: Names): Reading {
  const find = (name: string) => tables.get(name.toLowerCase());
  const columnName = (of: string, spelling: string) =>
    find(of)?.parsed.columns.find(({ name }) => name.toLowerCase() === spelling.toLowerCase())?.name ?? spelling;
  return {
    table: tableRef("main", table),
    tableName: (spelling) => find(spelling)?.entry.name ?? spelling,
    columnName,
    primaryKeyOf: (of) => {
      const key = find(of)?.parsed.constraints.find((constraint) => constraint.kind === "primaryKey");
      return key?.kind === "primaryKey" ? key.keys.map(({ column }) => columnName(of, column ?? "")) : [];
    },
    isThere: (name) => relations.has(name.toLowerCase()) || tables.has(name.toLowerCase()),
    taken: (name) => names.has(name),
  };
}

/** Triggers on what is left alone. */
function unmanagedOf(entries: readonly Entry[], objects: readonly SchemaObject[]): readonly UnmanagedObject[] {
  const managed = new Set(objects.flatMap(({ kind, ref }) => (kind === "trigger" ? [ref.name] : [])));
  return entries.flatMap(({ type, name, home }) =>
    type !== "trigger" || managed.has(name) || isOurOwn(name, home)
      ? []
      : [{ kind: "trigger", name: `${home}.${name}`, reason: "it lies on what is not managed" }],
  );
}
