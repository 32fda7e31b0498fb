import type { TableEntry } from "../../kind/table.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { writeColumnSettings } from "../column-settings.ts";
import { writeTableAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeColumn, writeType } from "./write-column.ts";
import { writeConstraint } from "./write-constraint.ts";
import { writeForeignOptions } from "./write-foreign.ts";
import { writeFirings } from "./write-definition.ts";
import { writeIndex } from "./write-index.ts";
import { writePartitioning } from "./write-partitioning.ts";
import { writePolicy } from "./write-policy.ts";
import type { WriteSettings } from "./write-name.ts";
import { writeName, writeTableName } from "./write-name.ts";

/** A table with its children as one entry, in the language's own order of fields. */
export function writeTable(table: SchemaObjectOf<"table">, children: readonly SchemaObject[], settings: WriteSettings): TableEntry {
  const byKind = Map.groupBy(children, ({ kind }) => kind);
  const of = <K extends SchemaObject["kind"]>(kind: K) =>
    (byKind.get(kind) ?? []).filter((child): child is SchemaObject & SchemaObjectOf<K> => child.kind === kind);
  const [primaryKey] = of("primaryKey");
  const columns = of("column").map((column) =>
    writeColumn(column, primaryKey?.body.columns.includes(column.ref.name) ? "key" : "plain", settings),
  );
  const written: TableEntry = {
    ...writeName(table.ref, settings),
    ...writeAttributes(table),
    ...writeTableAccess(table, of("column")),
    ...(table.body.partitionOf === undefined && table.body.virtual === undefined ? { columns } : {}),
  };
  if (primaryKey !== undefined) written.primaryKey = writeConstraint.primaryKey(primaryKey, settings);
  if (of("unique").length > 0) written.unique = of("unique").map((object) => writeConstraint.unique(object, settings));
  if (of("check").length > 0) written.checks = of("check").map((object) => writeConstraint.check(object, settings));
  if (of("foreignKey").length > 0) written.foreignKeys = of("foreignKey").map((object) => writeConstraint.foreignKey(object, settings));
  if (of("exclude").length > 0) written.exclude = of("exclude").map((object) => writeConstraint.exclude(object, settings));
  if (of("index").length > 0) written.indexes = of("index").map(writeIndex);
  if (of("policy").length > 0) written.policies = of("policy").map(writePolicy);
  return {
    ...written,
    ...writeFirings(children, settings),
    ...writeTableBody(table),
    ...(table.body.ofType === undefined ? {} : { ofType: writeType(table.body.ofType, settings) }),
    ...writeReplicaIdentity(table, [...of("index"), ...of("primaryKey"), ...of("unique")]),
    ...writeInherits(table, settings),
    ...writePartitioning(table.body, settings),
    ...writeColumnSettings(table.body),
  };
}

function writeTableBody({
  body,
}: SchemaObjectOf<"table">): Pick<
  TableEntry,
  "tablespace" | "accessMethod" | "options" | "unlogged" | "rowSecurity" | "virtual" | "foreign"
> {
  const { virtual, foreign } = body;
  if (virtual !== undefined)
    return { virtual: { module: virtual.module, ...(virtual.arguments.length === 0 ? {} : { arguments: [...virtual.arguments] }) } };
  if (foreign !== undefined) return { foreign: { server: foreign.server, ...writeForeignOptions(foreign.options) } };
  const options = { ...body.options, ...(body.strict ? { strict: true } : {}), ...(body.withoutRowid ? { withoutRowid: true } : {}) };
  return {
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(body.tablespace === undefined ? {} : { tablespace: body.tablespace }),
    ...(body.accessMethod === undefined ? {} : { accessMethod: body.accessMethod }),
    ...(body.unlogged ? { unlogged: true } : {}),
    ...(body.rowSecurity === undefined || body.rowSecurity === "disabled" ? {} : { rowSecurity: body.rowSecurity }),
  };
}

type Marked = SchemaObjectOf<"index"> | SchemaObjectOf<"primaryKey"> | SchemaObjectOf<"unique">;

function writeReplicaIdentity({ body }: SchemaObjectOf<"table">, indexes: readonly Marked[]): Pick<TableEntry, "replicaIdentity"> {
  const marked = indexes.find((index) => index.body.replicaIdentity);
  if (marked !== undefined) return { replicaIdentity: { index: marked.ref.name } };
  return body.replicaIdentity === undefined ? {} : { replicaIdentity: body.replicaIdentity };
}

function writeInherits({ body }: SchemaObjectOf<"table">, settings: WriteSettings): Pick<TableEntry, "inherits"> {
  const parents = body.inherits?.map((parent) => {
    const { table, schema } = writeTableName(parent, settings);
    return schema === undefined ? table : { table, schema };
  });
  return parents === undefined ? {} : { inherits: parents };
}
