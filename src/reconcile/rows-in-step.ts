import type { DataChange, DataStep, ObjectChange, Row } from "../change/change.ts";
import { chunks } from "../change/chunks.ts";
import type { DeclaredRows } from "../change/declared-rows.ts";
import { rowSet } from "../change/row-set.ts";
import { touchedBy } from "../change/touched.ts";
import { InputError } from "../core/error.ts";
import { known, type Model } from "../model/model.ts";
import { childRef, describeRef, refKey } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { changesOf } from "../plan/resolved-walk.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";

/** Keys of one statement. */
const chunkKeys = 500;

/** The rows that can be compared now. Of a table that the walks touch nobody can tell what it will hold: its rows are compared when they have run. */
export function comparableRows(rows: readonly DeclaredRows[], walks: Survey["walks"]): readonly DeclaredRows[] {
  if (rows.length === 0) return rows;
  const touched = touchedBy(walks.flatMap(changesOf));
  if (touched === "everything") return [];
  const tables = new Set(touched.map((ref) => refKey(ref.parent ?? ref)));
  return rows.filter(({ table }) => !tables.has(refKey(table)));
}

/** What one table needs. */
interface TableChanges {
  readonly gone: readonly DataChange[];
  readonly come: readonly DataChange[];
}

/**
 * What brings the declared rows about, as the steps a person would write. What is missing comes and what differs is written anew, those first that others
 * refer to. What is not declared goes before that, so that its unique values are free; but where other tables refer to it, when they do so no more.
 * @throws InputError for a value that its column does not take
 */
export async function rowChanges(
  run: Run,
  declared: readonly DeclaredRows[],
  desired: SchemaModel,
  live: Model,
): Promise<readonly DataChange[]> {
  const [first, come, last]: [DataChange[], DataChange[], DataChange[]] = [[], [], []];
  for (const rows of declared) {
    const changes = await changesOfTable(run, rows, desired, live);
    (desired.dependants(rows.table).some(({ kind }) => kind === "foreignKey") ? last : first).unshift(...changes.gone);
    come.push(...changes.come);
  }
  return [...first, ...come, ...last];
}

async function changesOfTable(run: Run, declared: DeclaredRows, desired: Model, live: Model): Promise<TableChanges> {
  const { table, key, rows } = declared;
  const change = (data: DataStep, part: string): DataChange => ({ kind: "data", id: `rows/${describeRef(table)}/${part}`, data });
  const at = (places: readonly number[]) => rowSet(places.map((place) => rows[place] as Row));
  const insert = (places: readonly number[]) =>
    places.length === 0 ? [] : [change({ step: "insertRows", table, rows: at(places), onConflict: "error" }, "insert")];
  const update = (places: readonly number[]) =>
    places.length === 0 ? [] : [change({ step: "upsertRows", table, key, rows: at(places) }, "upsert")];
  const all = [...rows.keys()];
  const types = liveTypes(declared, desired, live);
  if (!key.every((name) => types[name] !== undefined))
    return { gone: [], come: isNew(declared, desired, live) ? insert(all) : update(all) };
  const compare = run.session.rows ?? refuse(run, declared);
  const { missing, differing, extra } = await compare({ ...declared, types });
  const absent = new Set(missing);
  // A column that comes or changes with this very plan differs in every row.
  const isWhole = rows.every((row) => Object.keys(row).every((name) => types[name] !== undefined));
  return {
    gone: [...chunks(extra, chunkKeys)].map((keys, index) =>
      change({ step: "deleteRows", table, where: isOneOf(key, keys, run) }, `delete${index}`),
    ),
    come: [...insert(missing), ...update(isWhole ? differing : all.filter((place) => !absent.has(place)))],
  };
}

/** The types of those columns that are live as they are declared. */
function liveTypes({ table, rows, key }: DeclaredRows, desired: Model, live: Model): Readonly<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const name of new Set([...key, ...rows.flatMap((row) => Object.keys(row))])) {
    const ref = { ...childRef("column", table, name), kind: "column" } as const;
    const [there, wanted] = [known(live.get(ref)), known(desired.get(ref))];
    if (there !== undefined && wanted !== undefined && there.body.type === wanted.body.type) types[name] = there.body.type;
  }
  return types;
}

/** Whether the table comes with this plan, and under no other name was there before. */
function isNew({ table }: DeclaredRows, desired: Model, live: Model): boolean {
  const names = [table.name, ...(known(desired.get(table))?.renamedFrom ?? [])];
  return names.every((name) => live.get({ ...table, name }) === "absent");
}

function refuse({ options: { dialect } }: Run, { place }: DeclaredRows): never {
  throw new InputError(`${dialect.name} keeps no rows in step`, {
    code: "rows-not-kept",
    remedy: "Leave `rows` out, and write the rows by a step of a revision",
    position: place(),
  });
}

/** `keys` are literals already. */
function isOneOf(columns: readonly string[], keys: readonly (readonly string[])[], { options: { dialect } }: Run): string {
  const names = columns.map((name) => dialect.grammar.quoteIdentifier(name));
  if (names.length === 1) return `${names[0]} IN (${keys.map(([literal]) => literal).join(", ")})`;
  return keys.map((literals) => `(${literals.map((literal, index) => `${names[index]} = ${literal}`).join(" AND ")})`).join(" OR ");
}

/** Rows among the changes of objects: behind all, but before a foreign key that refers to them. */
export function withRows(
  changes: readonly ObjectChange[],
  rows: readonly DataChange[],
  declared: readonly DeclaredRows[],
): readonly (ObjectChange | DataChange)[] {
  if (rows.length === 0) return changes;
  const tables = new Set(declared.map(({ table }) => refKey(table)));
  const refers = changes.findIndex(
    ({ before, after }) => before === null && after?.kind === "foreignKey" && tables.has(refKey(after.body.references.table)),
  );
  const at = refers === -1 ? changes.length : refers;
  return [...changes.slice(0, at), ...rows, ...changes.slice(at)];
}
