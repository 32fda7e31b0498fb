import type { DataStep, Row, RowSet } from "../../../../change/change.ts";
import { chunks } from "../../../../change/chunks.ts";
import type { Statement } from "../../../../instruction/instruction.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { childRef, describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { columnList, qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { rowLiteral } from "../../row-literal.ts";
import { sequencePastMaximum } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;
type OnConflict = { readonly kind: "error" } | { readonly kind: "nothing" } | { readonly kind: "update"; readonly key: readonly string[] };

/** Rows of one INSERT: few enough that the server parses it in one go, enough that the round trip does not count. */
const chunkRows = 500;

/** The journal's table of what a step inserted; what was there before is not in it. */
const inserted = "keelson.inserted";

/** Statements of few rows each, and what follows behind any of them. */
export interface Inserts {
  readonly units: readonly { readonly statement: Statement; readonly rows: number }[];
  readonly after: readonly Statement[];
}

export interface RowsToInsert {
  readonly step: string;
  readonly table: ObjectRef;
  readonly rows: RowSet;
  readonly onConflict: OnConflict;
}

export function insertRows(what: RowsToInsert, situation: Situation): readonly Statement[] {
  const { units, after } = inserts(what, chunkRows, situation);
  return [...units.map(({ statement: each }) => each), ...after];
}

/** Inserts the rows, so many by one statement at most; on the way up it remembers their keys, so that the way down takes away exactly those. */
export function inserts({ step, table, rows, onConflict }: RowsToInsert, most: number, situation: Situation): Inserts {
  const units: Inserts["units"][number][] = [];
  const given = new Set<string>();
  for (const chunk of chunks(rows.read(), Math.min(most, chunkRows))) {
    const names = [...new Set(chunk.flatMap((row) => Object.keys(row)))];
    for (const name of names) given.add(name);
    const plain = insert(table, names, chunk, onConflict, situation);
    const made = statement(captured(plain, { step, table, names, onConflict }, situation), {
      locks: [lock(table, "rowExclusive")],
      inverse: situation.context.revision === null ? "none" : "exact",
    });
    units.push({ statement: { ...made, inScript: plain }, rows: chunk.length });
  }
  // An identity that was given a number of its own must not give it again.
  const numbered = [...given].flatMap((name) => column(table, name, situation) ?? []).filter(({ body }) => body.identity !== null);
  return { units, after: numbered.map(({ ref }) => sequencePastMaximum(ref)) };
}

function insert(table: ObjectRef, names: readonly string[], rows: readonly Row[], onConflict: OnConflict, situation: Situation): string {
  const columns = names.map((name) => column(table, name, situation));
  const always = columns.some((found) => found?.body.identity?.mode === "always");
  const values = rows.map(
    (row) =>
      `(${names.map((name, at) => (row[name] === undefined ? "DEFAULT" : rowLiteral(row[name], columns[at]?.body.type))).join(", ")})`,
  );
  const into =
    names.length === 0
      ? "DEFAULT VALUES"
      : `${columnList(names)}${always ? " OVERRIDING SYSTEM VALUE" : ""} VALUES\n  ${values.join(",\n  ")}`;
  return `INSERT INTO ${qualified(table)} AS target ${into}${conflict(onConflict, names)}`;
}

interface Inserting {
  readonly step: string;
  readonly table: ObjectRef;
  readonly names: readonly string[];
  readonly onConflict: OnConflict;
}

/** The statement with the keys of the rows that it made written down in the journal. */
function captured(sql: string, { step, table, names, onConflict }: Inserting, situation: Situation): string {
  const { direction, project, revision } = situation.context;
  if (direction === "down" || revision === null) return sql;
  const kept = keyColumns(table, names, situation);
  const key = `pg_catalog.jsonb_build_object(${kept.map((name) => `${quoteLiteral(name)}, target.${quoteIdentifier(name)}::text`).join(", ")})`;
  // A row that was updated carries the transaction in xmax; one that was inserted does not.
  const returning = `RETURNING ${key} AS key${onConflict.kind === "update" ? ", target.xmax = 0 AS fresh" : ", true AS fresh"}`;
  return `WITH made AS (${sql} ${returning}) INSERT INTO ${inserted} (project, revision, step, table_name, key) SELECT ${[project, revision, step, describeRef(table)].map(quoteLiteral).join(", ")}, key FROM made WHERE fresh`;
}

function conflict(onConflict: OnConflict, names: readonly string[]): string {
  if (onConflict.kind === "error") return "";
  if (onConflict.kind === "nothing") return " ON CONFLICT DO NOTHING";
  const rest = names.filter((name) => !onConflict.key.includes(name));
  const action =
    rest.length === 0
      ? "NOTHING"
      : `UPDATE SET ${rest.map((name) => `${quoteIdentifier(name)} = EXCLUDED.${quoteIdentifier(name)}`).join(", ")}`;
  return ` ON CONFLICT ${columnList(onConflict.key)} DO ${action}`;
}

/** Removes what a step inserted, by the keys that it left, and forgets them. */
export function deleteInserted({ table, of }: Extract<DataStep, { step: "deleteInserted" }>, situation: Situation): readonly Statement[] {
  const mine = `i.project = ${quoteLiteral(situation.context.project)} AND i.revision = ${quoteLiteral(of.revision)} AND i.step = ${quoteLiteral(of.step)}`;
  const columns = situation.model.children(table, "column") as readonly Column[];
  const primary = situation.model.children(table, "primaryKey")[0] as SchemaObjectOf<"primaryKey"> | undefined;
  const compared = primary === undefined ? columns : columns.filter(({ ref }) => primary.body.columns.includes(ref.name));
  const matches = compared.map(({ ref, body }) => {
    const value = `(i.key ->> ${quoteLiteral(ref.name)})::${body.type}`;
    const same = `target.${quoteIdentifier(ref.name)} IS NOT DISTINCT FROM ${value}`;
    // Without a primary key only the columns that were given are known; the others say nothing.
    return primary === undefined ? `(NOT i.key ? ${quoteLiteral(ref.name)} OR ${same})` : `target.${quoteIdentifier(ref.name)} = ${value}`;
  });
  return [
    statement(`DELETE FROM ${qualified(table)} AS target USING ${inserted} AS i WHERE ${[mine, ...matches].join(" AND ")}`, {
      locks: [lock(table, "rowExclusive")],
    }),
    statement(`DELETE FROM ${inserted} AS i WHERE ${mine}`),
  ];
}

function keyColumns(table: ObjectRef, names: readonly string[], { model }: Situation): readonly string[] {
  const primary = model.children(table, "primaryKey")[0] as SchemaObjectOf<"primaryKey"> | undefined;
  return primary === undefined ? names : primary.body.columns;
}

const column = (table: ObjectRef, name: string, { model }: Situation): Column | undefined =>
  known(model.get({ ...childRef("column", table, name), kind: "column" }));
