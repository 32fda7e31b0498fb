import type { ColumnEntry } from "../../kind/column.shape.ts";
import type { TableEntry } from "../../kind/table.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { ConstraintKind, ObjectRef } from "../../ref.ts";
import { sameRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { readColumnSettings, reportOrdinaryColumns } from "../column-settings.ts";
import { kept } from "../kept.ts";
import { overlay } from "../overlay.ts";
import { readColumn, readType } from "./read-column.ts";
import { type ConstraintEntries, readConstraint } from "./read-constraint.ts";
import { readTableAccess } from "./read-table-access.ts";
import { readFirings } from "./read-firing.ts";
import { readPolicies, readRowSecurity } from "./read-row-security.ts";
import { optionTexts, readIndex } from "./read-index.ts";
import { readForeignTable, reportBesideServer } from "./read-foreign-table.ts";
import { readPartitioning } from "./read-partitioning.ts";
import { reportStrayIdentities } from "../stray-identities.ts";
import { resolveRef } from "../resolve-name.ts";
import { reportBesideType } from "../typed-table.ts";
import { reportBesideModule } from "../virtual-table.ts";

/** The table's own ref, without reading what lies below it. */
export const tableRefOf = (
  entry: Pick<TableEntry, "name" | "schema">,
  context: EntryContext,
  path: EntryPath,
): ObjectRef & { readonly kind: "table" } => resolveRef("table", entry.name, entry.schema, context, [...path, "name"]);

/** A table and all that its entry holds, parents first. Columns of the primary key are NOT NULL, where the engine lets them be otherwise unless the entry says so. */
export function readTable(entry: TableEntry, around: EntryContext, path: EntryPath): readonly SchemaObject[] {
  const own = overlay(entry, around.grammar.dialect);
  const ref = tableRefOf(own, around, path);
  // A foreign key of the table to itself finds the primary key that is being declared.
  const context: EntryContext = {
    ...around,
    primaryKeyOf: (table) => (sameRef(table, ref) ? own.primaryKey?.columns : around.primaryKeyOf(table)),
  };
  reportStrayIdentities(own, context, path);
  reportBesideModule(own, context, path);
  reportBesideServer(own, context, path);
  reportOrdinaryColumns(own, context, path);
  reportBesideType(own, context, path);
  const parts = kept(own.columns, context, [...path, "columns"]).map(({ entry: column, path: at }) =>
    readColumn(sayingNothingTwice(column, own), ref, context, at),
  );
  const table = readTableBody(own, ref, context, path);
  const objects: SchemaObject[] = [
    ...readTableAccess(
      own,
      table,
      parts.map(([column]) => column),
      context,
      path,
    ),
  ];
  for (const constraint of readConstraints(own, ref, context, path)) objects.push(marked(constraint, own));
  for (const [, ...checks] of parts) objects.push(...checks);
  for (const { entry: index, path: at } of kept(own.indexes, context, [...path, "indexes"]))
    objects.push(marked(readIndex(index, ref, context, at), own));
  reportUnmarked(own, objects, context, path);
  objects.push(...readFirings(own, ref, context, path));
  for (const { entry: policy, path: at } of kept(own.policies, context, [...path, "policies"]))
    objects.push(...readPolicies(policy, ref, context, at));
  return keysNotNull(objects, looseColumns(own, context));
}

/** A sequence that is as lasting as its table says nothing by that. */
function sayingNothingTwice(column: ColumnEntry, { unlogged = false }: TableEntry): ColumnEntry {
  if (column.sequence?.unlogged !== unlogged) return column;
  const { unlogged: _unlogged, ...sequence } = column.sequence;
  return { ...column, sequence };
}

/** The index or key that replication knows a row by says so itself. */
const marked = (object: SchemaObject, { replicaIdentity }: TableEntry): SchemaObject =>
  typeof replicaIdentity === "object" && isMarkable(object) && replicaIdentity.index === object.ref.name
    ? ({ ...object, body: { ...object.body, replicaIdentity: true } } as SchemaObject)
    : object;

const isMarkable = ({ kind }: SchemaObject): boolean => kind === "index" || kind === "unique" || kind === "primaryKey";

function reportUnmarked({ replicaIdentity }: TableEntry, objects: readonly SchemaObject[], context: EntryContext, path: EntryPath): void {
  if (typeof replicaIdentity !== "object" || objects.some((object) => "replicaIdentity" in object.body && object.kind !== "table")) return;
  context.report({
    code: "unknown-reference",
    message: `the table has no index ${replicaIdentity.index} among its \`indexes\``,
    remedy: "Name a unique index or a key of the table",
    path: [...path, "replicaIdentity"],
  });
}

function readTableBody(
  own: TableEntry,
  ref: ObjectRef & { readonly kind: "table" },
  context: EntryContext,
  path: EntryPath,
): SchemaObjectOf<"table"> {
  const { strict, withoutRowid, ...options } = optionTexts(own.options);
  const sqlite = context.grammar.dialect === "sqlite";
  return {
    kind: "table",
    ref,
    origin: declared,
    ...attributesOf(own, context, path),
    ...(own.policies === undefined ? { leaves: ["policy"] } : {}),
    body: {
      ...readRowSecurity(own, context, path),
      unlogged: own.unlogged ?? false,
      ...placed(own),
      ...(own.ofType !== undefined && { ofType: readType(own.ofType, context, [...path, "ofType"]) }),
      ...(own.inherits === undefined || own.inherits.length === 0
        ? {}
        : { inherits: own.inherits.map((parent, at) => parentRef(parent, context, [...path, "inherits", at])) }),
      // What is left there is none that it has, and is refused when it is lowered.
      options: own.options === undefined || (sqlite && Object.keys(options).length === 0) ? null : options,
      strict: strict === "true",
      withoutRowid: withoutRowid === "true",
      ...(own.replicaIdentity === "full" || own.replicaIdentity === "nothing" ? { replicaIdentity: own.replicaIdentity } : {}),
      ...readColumnSettings(own, context, path),
      ...readPartitioning(own, context, path),
      ...readForeignTable(own),
      ...(own.virtual === undefined ? {} : { virtual: { module: own.virtual.module, arguments: own.virtual.arguments ?? [] } }),
    },
  };
}

const parentRef = (
  parent: string | { readonly table: string; readonly schema: string },
  context: EntryContext,
  path: EntryPath,
): ObjectRef =>
  typeof parent === "string"
    ? resolveRef("table", parent, undefined, context, path)
    : resolveRef("table", parent.table, parent.schema, context, path);

/** Where and how its rows are kept, where that is said. */
export const placed = ({ tablespace, accessMethod }: { readonly tablespace?: string; readonly accessMethod?: string }) => ({
  ...(tablespace === undefined ? {} : { tablespace }),
  ...(accessMethod === undefined || accessMethod === "heap" ? {} : { accessMethod }),
});

function readConstraints(own: TableEntry, ref: ObjectRef, context: EntryContext, path: EntryPath): readonly SchemaObject[] {
  const objects: SchemaObject[] = [];
  const read = <K extends ConstraintKind>(kind: K, key: string, entries: readonly ConstraintEntries[K][] | undefined): void => {
    if (entries === undefined) return;
    for (const { entry, path: at } of kept(entries, context, [...path, key]))
      objects.push(readConstraint[kind](entry, ref, context, kind === "primaryKey" ? [...path, key] : at) as SchemaObject);
  };
  read("primaryKey", "primaryKey", own.primaryKey === undefined ? undefined : [own.primaryKey]);
  read("unique", "unique", own.unique);
  read("check", "checks", own.checks);
  read("exclude", "exclude", own.exclude);
  read("foreignKey", "foreignKeys", own.foreignKeys);
  return objects;
}

/** Columns that say `nullable: true` where SQLite lets that hold in a key too: in a table whose rows have numbers of their own. */
function looseColumns({ columns = [], options }: TableEntry, { grammar: { dialect } }: EntryContext): ReadonlySet<string> {
  const { strict, withoutRowid } = optionTexts(options);
  if (dialect !== "sqlite" || strict === "true" || withoutRowid === "true") return new Set();
  return new Set(columns.flatMap((column) => (overlay(column, dialect).nullable === true ? [column.name] : [])));
}

function keysNotNull(objects: readonly SchemaObject[], loose: ReadonlySet<string>): readonly SchemaObject[] {
  const key = objects.find((object) => object.kind === "primaryKey");
  const columns = key?.kind === "primaryKey" ? key.body.columns.filter((name) => !loose.has(name)) : [];
  return objects.map((object) =>
    object.kind === "column" && object.body.nullable && columns.includes(object.ref.name)
      ? { ...object, body: { ...object.body, nullable: false } }
      : object,
  );
}
