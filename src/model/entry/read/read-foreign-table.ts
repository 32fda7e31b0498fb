import type { TableEntry } from "../../kind/table.shape.ts";
import type { TableBody } from "../../table-body.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { foreignOptions } from "./read-foreign.ts";

export const readForeignTable = ({ foreign }: TableEntry): Pick<TableBody, "foreign"> =>
  foreign === undefined ? {} : { foreign: { server: foreign.server, options: foreignOptions(foreign.options) } };

/** What PostgreSQL lets no foreign table have: it keeps none of its rows. */
const unfitting = [
  "primaryKey",
  "unique",
  "foreignKeys",
  "exclude",
  "indexes",
  "rules",
  "policies",
  "rowSecurity",
  "options",
  "virtual",
  "tablespace",
  "accessMethod",
  "unlogged",
  "ofType",
  "replicaIdentity",
  "partitionBy",
  "indexNames",
] as const satisfies readonly (keyof TableEntry)[];

/** Reports what only a table that keeps its rows itself can have, and options for a wrapper where there is none. */
export function reportBesideServer(own: TableEntry, { report }: EntryContext, path: EntryPath): void {
  if (own.foreign === undefined) {
    const columns = (own.columns ?? []).map(({ name, foreignOptions: taken }, at) => ({ name, taken, at: ["columns", at] }));
    const settings = (own.columnSettings ?? []).map(({ column, foreignOptions: taken }, at) => ({
      name: column,
      taken,
      at: ["columnSettings", at],
    }));
    for (const { name, taken, at } of [...columns, ...settings])
      if (taken !== undefined)
        report({
          code: "contradicting-fields",
          message: `table "${own.name}" is not foreign, so nobody takes the \`foreignOptions\` of column "${name}"`,
          remedy: "Leave them out, or name the server under `foreign`",
          path: [...path, ...at, "foreignOptions"],
        });
    return;
  }
  for (const field of unfitting) {
    const value = own[field];
    if (
      value === undefined ||
      value === false ||
      value === "default" ||
      value === "disabled" ||
      (Array.isArray(value) && value.length === 0)
    )
      continue;
    report({
      code: "contradicting-fields",
      message: `the rows of table "${own.name}" lie with server ${own.foreign.server}: it can have no \`${field}\``,
      remedy: "Leave it out: columns, checks, triggers and inheritance are what a foreign table can have",
      path: [...path, field],
    });
  }
}
