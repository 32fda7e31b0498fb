import type { PrimaryKeyBody, ReferentialAction, UniqueBody } from "../../../model/constraint-body.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import type { ConstraintKind } from "../../../model/ref.ts";
import { constraintKinds } from "../../../model/ref.ts";
import { columnList, optionList, qualified, quoteIdentifier } from "../quote.ts";
import { indexKey } from "./index.ts";

export type Constraint = { [K in ConstraintKind]: SchemaObjectOf<K> }[ConstraintKind];

export const isConstraint = (object: SchemaObject): object is Constraint => (constraintKinds as readonly string[]).includes(object.kind);

const actions: Readonly<Record<ReferentialAction, string>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

/** `CONSTRAINT name …` as in CREATE TABLE and ADD CONSTRAINT. */
export const constraintDefinition = (object: Constraint): string => `CONSTRAINT ${quoteIdentifier(object.ref.name)} ${definition(object)}`;

function definition(object: Constraint): string {
  switch (object.kind) {
    case "primaryKey":
      return words(
        `PRIMARY KEY ${keyList(object.body)}`,
        include(object.body.include),
        withOptions(object.body),
        inTablespace(object.body),
        deferral(object.body),
      );
    case "unique":
      return words(
        "UNIQUE",
        object.body.nullsNotDistinct ? "NULLS NOT DISTINCT" : "",
        keyList(object.body),
        include(object.body.include),
        withOptions(object.body),
        inTablespace(object.body),
        deferral(object.body),
      );
    case "check":
      return words(`CHECK (${object.body.expression.text})`, object.body.noInherit ? "NO INHERIT" : "", unchecked(object.body));
    case "foreignKey":
      return foreignKey(object);
    case "exclude": {
      const { method, elements, where } = object.body;
      const list = elements.map((element) => `${indexKey(element)} WITH ${element.with}`).join(", ");
      return words(
        `EXCLUDE USING ${quoteIdentifier(method)} (${list})`,
        where === null ? "" : `WHERE (${where.text})`,
        deferral(object.body),
      );
    }
  }
}

function foreignKey({ body }: SchemaObjectOf<"foreignKey">): string {
  const { columns, references, match, onDelete, onDeleteColumns, onUpdate, period } = body;
  return words(
    `FOREIGN KEY ${lastAs(columns, period ? "PERIOD" : "")} REFERENCES ${qualified(references.table)}${references.columns.length === 0 ? "" : ` ${lastAs(references.columns, period ? "PERIOD" : "")}`}`,
    match === "full" ? "MATCH FULL" : "",
    onUpdate === "noAction" ? "" : `ON UPDATE ${actions[onUpdate]}`,
    onDelete === "noAction"
      ? ""
      : `ON DELETE ${actions[onDelete]}${onDeleteColumns === undefined ? "" : ` ${columnList(onDeleteColumns)}`}`,
    deferral(body),
    unchecked(body),
  );
}

/** What stands behind a constraint that may be checked later. */
export const deferral = ({
  deferrable,
  initiallyDeferred,
}: {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}): string => (deferrable ? `DEFERRABLE${initiallyDeferred ? " INITIALLY DEFERRED" : ""}` : "");

const unchecked = ({ notValid, notEnforced }: { readonly notValid: boolean; readonly notEnforced?: true }): string =>
  notEnforced ? "NOT ENFORCED" : notValid ? "NOT VALID" : "";

const keyList = ({ columns, withoutOverlaps }: UniqueBody | PrimaryKeyBody): string =>
  withoutOverlaps ? `${columnList(columns).slice(0, -1)} WITHOUT OVERLAPS)` : columnList(columns);

/** Columns of which a word stands before the last. */
const lastAs = (columns: readonly string[], word: string): string =>
  word === ""
    ? columnList(columns)
    : `(${columns.map((column, at) => `${at === columns.length - 1 ? `${word} ` : ""}${quoteIdentifier(column)}`).join(", ")})`;

const withOptions = ({ options }: UniqueBody | PrimaryKeyBody): string => (options === undefined ? "" : `WITH (${optionList(options)})`);

const inTablespace = ({ tablespace }: UniqueBody | PrimaryKeyBody): string =>
  tablespace === undefined ? "" : `USING INDEX TABLESPACE ${quoteIdentifier(tablespace)}`;

const include = (columns: readonly string[]): string => (columns.length === 0 ? "" : `INCLUDE ${columnList(columns)}`);
const words = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");
