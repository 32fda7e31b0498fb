import type { VirtualTable } from "../../../model/table-body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { declared } from "../../../model/object.ts";
import { tableRef } from "../../../model/ref.ts";
import { parseVirtualTable } from "../parse/virtual-table.ts";
import { quoteIdentifier } from "../quote.ts";

export const readVirtualTable = (name: string, sql: string): SchemaObjectOf<"table"> => ({
  kind: "table",
  ref: { ...tableRef("main", name), kind: "table" },
  body: { unlogged: false, options: null, strict: false, withoutRowid: false, virtual: parseVirtualTable(sql) },
  origin: declared,
});

export const writeVirtualTable = (name: string, { module, arguments: given }: VirtualTable): string =>
  `CREATE VIRTUAL TABLE ${quoteIdentifier(name)} USING ${quoteIdentifier(module)}${given.length === 0 ? "" : `(${given.map(ended).join(", ")})`}`;

/** A line comment at the end of an argument must not swallow what follows. */
const ended = (text: string): string => (text.includes("--") ? `${text}\n` : text);
