import type { Expression } from "../../expression.ts";
import { written } from "../../expression.ts";
import type { CheckEntry } from "../../kind/check.shape.ts";
import type { ExcludeEntry } from "../../kind/exclude.shape.ts";
import type { ForeignKeyEntry } from "../../kind/foreign-key.shape.ts";
import type { PrimaryKeyEntry } from "../../kind/primary-key.shape.ts";
import type { UniqueEntry } from "../../kind/unique.shape.ts";
import { defaultName, indexColumnNames } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { isLeftAlone } from "../../left-alone.ts";
import type { ConstraintKind, ObjectRef } from "../../ref.ts";
import { describeRef, tableRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import { soleColumn } from "../check-name.ts";
import type { EntryContext, EntryPath, NameScope } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { optionTexts, readKey } from "./read-index.ts";
import { checkLength, resolveAnywhere } from "../resolve-name.ts";

/** The entry of each kind of constraint. */
export interface ConstraintEntries {
  primaryKey: PrimaryKeyEntry;
  unique: UniqueEntry;
  check: CheckEntry;
  foreignKey: ForeignKeyEntry;
  exclude: ExcludeEntry;
}

type ReadConstraint<K extends ConstraintKind> = (
  entry: ConstraintEntries[K],
  table: ObjectRef,
  context: EntryContext,
  path: EntryPath,
) => SchemaObjectOf<K>;

/** Reads a constraint's entry; the name is the one PostgreSQL would choose where none is given. */
export const readConstraint: { readonly [K in ConstraintKind]: ReadConstraint<K> } = {
  primaryKey: (entry, table, context, path) => {
    const own = begin("primaryKey", entry, table, context, path);
    const name = own.name ?? defaultName.primaryKey(table.name, taken("primaryKey", table, context));
    return {
      ...identity("primaryKey", table, name, own, context, path),
      body: { columns: own.columns, include: own.include ?? [], ...timing(own), ...indexed(own), ...keyOrder(own) },
    };
  },
  unique: (entry, table, context, path) => {
    const own = begin("unique", entry, table, context, path);
    const name = own.name ?? defaultName.unique(table.name, [...own.columns, ...(own.include ?? [])], taken("unique", table, context));
    const body = {
      columns: own.columns,
      include: own.include ?? [],
      nullsNotDistinct: own.nullsNotDistinct ?? false,
      ...timing(own),
      ...indexed(own),
      ...keyOrder(own),
    };
    return { ...identity("unique", table, name, own, context, path), body };
  },
  check: (entry, table, context, path) => {
    const own = begin("check", entry, table, context, path);
    const name = own.name ?? defaultName.check(table.name, soleColumn(own.expression), taken("check", table, context));
    return {
      ...identity("check", table, name, own, context, path),
      body: { expression: written(own.expression), noInherit: own.noInherit ?? false, ...enforcement(own) },
    };
  },
  foreignKey: (entry, table, context, path) => {
    const own = begin("foreignKey", entry, table, context, path);
    const name = own.name ?? defaultName.foreignKey(table.name, own.columns, taken("foreignKey", table, context));
    return {
      ...identity("foreignKey", table, name, own, context, path),
      body: {
        columns: own.columns,
        ...readReferences(own, context, [...path, "references"]),
        onDelete: own.onDelete ?? "noAction",
        ...(own.onDeleteColumns === undefined ? {} : { onDeleteColumns: own.onDeleteColumns }),
        onUpdate: own.onUpdate ?? "noAction",
        match: own.match === "full" ? "full" : "simple",
        ...enforcement(own),
        ...(own.period === true ? { period: true } : {}),
        ...timing(own),
      },
    };
  },
  exclude: (entry, table, context, path) => {
    const own = begin("exclude", entry, table, context, path);
    const elements = own.elements.map((element) => ({ ...readKey(element, context, own.method ?? "gist"), with: element.with }));
    const name = own.name ?? defaultName.exclude(table.name, indexColumnNames(elements), taken("exclude", table, context));
    const where: Expression | null = own.where === undefined ? null : written(own.where);
    return {
      ...identity("exclude", table, name, own, context, path),
      body: { method: own.method ?? "gist", elements, where, ...timing(own) },
    };
  },
};

function begin<E extends { readonly name?: string }>(
  kind: ConstraintKind,
  entry: E,
  table: ObjectRef,
  context: EntryContext,
  path: EntryPath,
): E {
  const own = overlay(entry, context.grammar.dialect);
  if (own.name !== undefined) {
    checkLength(own.name, context, [...path, "name"]);
    context.claim(scopes[kind], table, own.name);
  }
  return own;
}

function identity<K extends ConstraintKind>(
  kind: K,
  parent: ObjectRef,
  name: string,
  entry: Parameters<typeof attributesOf>[0],
  context: EntryContext,
  path: EntryPath,
) {
  return { kind, ref: { kind, parent, name }, origin: declared, ...attributesOf(entry, context, path) };
}

const taken = (kind: ConstraintKind, table: ObjectRef, context: EntryContext) => (name: string) =>
  !context.claim(scopes[kind], table, name);

const scopes: Readonly<Record<ConstraintKind, NameScope>> = {
  primaryKey: "indexedConstraint",
  unique: "indexedConstraint",
  exclude: "indexedConstraint",
  check: "constraint",
  foreignKey: "constraint",
};

const timing = ({ deferrable, initiallyDeferred }: { readonly deferrable?: boolean; readonly initiallyDeferred?: boolean }) => ({
  deferrable: deferrable ?? initiallyDeferred ?? false,
  initiallyDeferred: initiallyDeferred ?? false,
});

/** What is never checked is not valid either. */
const enforcement = ({ notValid, notEnforced }: { readonly notValid?: boolean; readonly notEnforced?: boolean }) =>
  notEnforced === true ? { notValid: true, notEnforced } : { notValid: notValid ?? false };

const indexed = ({
  tablespace,
  cluster,
  options,
  withoutOverlaps,
}: Pick<UniqueEntry, "tablespace" | "cluster" | "options" | "withoutOverlaps">) => ({
  ...(tablespace === undefined ? {} : { tablespace }),
  ...(cluster === true ? { cluster } : {}),
  ...(options === undefined || Object.keys(options).length === 0 ? {} : { options: optionTexts(options) }),
  ...(withoutOverlaps === true ? { withoutOverlaps } : {}),
});

const keyOrder = ({ onConflict, descending = [], collations = {} }: Pick<UniqueEntry, "onConflict" | "descending" | "collations">) => ({
  ...(onConflict === undefined ? {} : { onConflict }),
  ...(descending.length === 0 ? {} : { descending }),
  ...(Object.keys(collations).length === 0 ? {} : { collations }),
});

function readReferences({ references, match, columns }: ForeignKeyEntry, context: EntryContext, path: EntryPath) {
  const { schema, name } = resolveAnywhere(references.table, references.schema, context, [...path, "table"]);
  const declared = context.relation(schema, name);
  const table = declared?.kind === "table" ? declared : tableRef(schema, name);
  const outside = isLeftAlone(table, context) ? ("leftAlone" as const) : references.missing === true ? ("missing" as const) : undefined;
  if (outside === "leftAlone")
    context.report({
      code: "table-not-managed",
      severity: "warning",
      message: `${describeRef(table)} is left alone by this Database`,
      remedy: "Correct the name, or leave it where it comes from: it has to be there when the foreign key is made",
      path: [...path, "table"],
    });
  if (match === "partial")
    context.report({ code: "match-partial", message: "no database has MATCH PARTIAL", remedy: "Use simple or full", path });
  const referred = references.columns ?? (outside === "missing" ? [] : context.primaryKeyOf(table));
  if (referred === undefined)
    context.report({
      code: "no-primary-key",
      message:
        declared === undefined
          ? `there is no table ${table.schema}.${table.name} to refer to`
          : `${table.schema}.${table.name} has no primary key to refer to`,
      remedy: "Correct the name, or name the columns under `references`",
      path,
    });
  else if (referred.length !== columns.length && (outside !== "missing" || references.columns !== undefined))
    context.report({
      code: "key-length",
      message: `a foreign key of ${columns.length} column${columns.length === 1 ? "" : "s"} refers to ${referred.length}`,
      remedy: "Give as many columns on both sides",
      path,
    });
  return { references: { table, columns: referred ?? [] }, ...(outside === undefined ? {} : { outside }) };
}
