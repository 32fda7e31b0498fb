import {
  type Change,
  type DataChange,
  InputError,
  type Lowering,
  type ObjectChange,
  type SchemaObject,
  type StatementInstruction,
} from "../../../src/index.ts";
import { nameList, quoteIdentifier, quoteLiteral } from "./quote.ts";

/** Whole tables, single columns and inserted rows: what the tutorial needs. Everything in one transaction. */
export const lowering: Lowering = {
  lower(changes, { revision }) {
    const instructions: StatementInstruction[] = [];
    for (let at = 0; at < changes.length; ) {
      const change = changes[at] as Change;
      const group = change.kind === "object" ? tableGroup(changes.slice(at)) : [change];
      instructions.push(instruction(statements(group, revision), group));
      at += group.length;
    }
    return instructions;
  },
};

/** A table that comes or goes, with the parts that come or go with it. */
function tableGroup(changes: readonly Change[]): readonly Change[] {
  const owner = tableOf(changes[0] as ObjectChange);
  const end = changes.findIndex((change) => change.kind !== "object" || tableOf(change) !== owner);
  const same = changes.slice(0, end === -1 ? changes.length : end) as readonly ObjectChange[];
  const whole = same.some(({ before, after }) => (before ?? after)?.kind === "table");
  return whole ? same : same.slice(0, 1);
}

const objectOf = ({ before, after }: ObjectChange): SchemaObject => (after ?? before) as SchemaObject;
const tableOf = (change: ObjectChange): string => (objectOf(change).ref.parent ?? objectOf(change).ref).name;

function statements(group: readonly Change[], revision: string | null): readonly string[] {
  const [first] = group;
  if (first?.kind === "opaque") return [first.sql];
  if (first?.kind === "data") return dataStatements(first, revision);
  const changes = group as readonly ObjectChange[];
  const table = quoteIdentifier(tableOf(changes[0] as ObjectChange));
  const whole = changes.find((change) => objectOf(change).kind === "table");
  if (whole?.after === null) return [`DROP TABLE ${table}`];
  if (whole !== undefined)
    return [
      `CREATE TABLE ${table} (${changes
        .filter((change) => change !== whole)
        .map((change) => part(objectOf(change)))
        .join(", ")})`,
    ];
  const [{ before, after }] = changes as readonly [ObjectChange];
  if (before === null && after?.kind === "column") return [`ALTER TABLE ${table} ADD COLUMN ${part(after)}`];
  if (after === null && before?.kind === "column") return [`ALTER TABLE ${table} DROP COLUMN ${quoteIdentifier(before.ref.name)}`];
  throw refusal(`a ${objectOf(changes[0] as ObjectChange).kind} of a table that is there`);
}

function part(object: SchemaObject): string {
  switch (object.kind) {
    case "column":
      return `${quoteIdentifier(object.ref.name)} ${object.body.type}${object.body.nullable ? "" : " NOT NULL"}`;
    case "primaryKey":
      return `PRIMARY KEY ${nameList(object.body.columns)}`;
    case "unique":
      return `UNIQUE ${nameList(object.body.columns)}`;
    case "foreignKey":
      return `FOREIGN KEY ${nameList(object.body.columns)} REFERENCES ${quoteIdentifier(object.body.references.table.name)} ${nameList(object.body.references.columns)}`;
    default:
      throw refusal(object.kind);
  }
}

/** Each inserted row is remembered under its step, so that the way down finds it. */
function dataStatements({ id, data }: DataChange, revision: string | null): readonly string[] {
  if (data.step === "insertRows") {
    const table = quoteIdentifier(data.table.name);
    const remember = `INSERT INTO tinysql_inserted VALUES (${quoteLiteral(revision ?? "")}, ${quoteLiteral(id)}, last_insert_rowid())`;
    return [...data.rows.read()].flatMap((row) => [
      `INSERT INTO ${table} ${nameList(Object.keys(row))} VALUES (${Object.values(row).map(value).join(", ")})`,
      remember,
    ]);
  }
  if (data.step === "deleteInserted") {
    const step = `revision = ${quoteLiteral(data.of.revision)} AND step = ${quoteLiteral(data.of.step)}`;
    return [
      `DELETE FROM ${quoteIdentifier(data.table.name)} WHERE rowid IN (SELECT row FROM tinysql_inserted WHERE ${step})`,
      `DELETE FROM tinysql_inserted WHERE ${step}`,
    ];
  }
  throw refusal(data.step);
}

function value(written: unknown): string {
  if (typeof written === "object" && written !== null && "sql" in written) return `(${String(written.sql)})`;
  return typeof written === "string" ? quoteLiteral(written) : String(written).toUpperCase();
}

const instruction = (sql: readonly string[], effects: readonly Change[]): StatementInstruction => ({
  kind: "statement",
  statements: sql.map((text) => ({ sql: text, hazards: [], locks: [], inverse: "exact" })),
  mode: "transaction",
  preconditions: [],
  long: "no",
  effects,
  phase: "expand",
});

const refusal = (what: string): InputError => new InputError(`tinysql does not change ${what}`, { code: "tinysql-cannot" });
