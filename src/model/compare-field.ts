import { canonicalJson } from "../core/canonical-json.ts";
import type { Generated, Identity, IndexKey, NotNull } from "./body.ts";
import { type ColumnSetting, type ColumnSettings, tellingSettings } from "./column-setting.ts";
import type { UserMapping } from "./foreign-body.ts";
import type { Expression } from "./expression.ts";
import { sameMappings } from "./same-mappings.ts";
import type { IndexNames, PartitionBy, PartitionOf } from "./partitioning.ts";
import type { PublishedTable } from "./publication-body.ts";
import { refKey } from "./ref.ts";
import { type NamedSecret, sameSecret } from "./subscription-body.ts";
import { sameSequenceOptions } from "./sequence-options.ts";
import type { DomainCheck, TypeAttribute } from "./type-body.ts";
import type { FieldRule } from "./field-rule.ts";

/** `ask`: the spellings differ and only the server can say whether the meaning does; `path` leads to the expression. */
export type FieldDifference = { readonly kind: "differs" } | { readonly kind: "ask"; readonly path: string };

type Compare = (desired: never, live: never, path: string) => readonly FieldDifference[];

const differs: readonly FieldDifference[] = [{ kind: "differs" }];
const equal = (a: unknown, b: unknown): readonly FieldDifference[] => (a === b || canonicalJson(a) === canonicalJson(b) ? [] : differs);
const sortedCopy = (list: readonly string[] = []): readonly string[] => [...list].sort();

function compareExpressions(desired: Expression | null, live: Expression | null, path: string): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  if (desired.text === live.text) return [];
  return desired.form === "canonical" && live.form === "canonical" ? differs : [{ kind: "ask", path }];
}

function compareLists(desired: readonly Expression[], live: readonly Expression[], path: string): readonly FieldDifference[] {
  if (desired.length !== live.length) return differs;
  return desired.flatMap((expression, at) => compareExpressions(expression, live[at] ?? null, `${path}.${at}`));
}

function compareGenerated(desired: Generated | null, live: Generated | null, path: string): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  if (desired.stored !== live.stored) return differs;
  return compareExpressions(desired.expression, live.expression, `${path}.expression`);
}

function compareIdentity(desired: Identity | null, live: Identity | null): readonly FieldDifference[] {
  if (desired === null || live === null) return desired === live ? [] : differs;
  return desired.mode === live.mode &&
    (desired.name === live.name || isNumbered(desired, live)) &&
    desired.unlogged === live.unlogged &&
    (desired.comment === undefined || desired.comment === (live.comment ?? "")) &&
    sameSequenceOptions(desired.sequence, live.sequence)
    ? []
    : differs;
}

/** The name that was made up may be taken: then there is a number behind it. */
const isNumbered = (desired: Identity, live: Identity): boolean => desired.name === undefined && /_seq\d+$/.test(live.name ?? "");

/** What is not said of it is left as it is, but for what it does. */
function compareNotNull(desired: NotNull = {}, live: NotNull = {}): readonly FieldDifference[] {
  const isOtherName = desired.implied === true ? live.name !== undefined : desired.name !== undefined && desired.name !== live.name;
  const isOtherComment = desired.comment !== undefined && desired.comment !== (live.comment ?? "");
  return isOtherName || isOtherComment || desired.noInherit !== live.noInherit || desired.notValid !== live.notValid ? differs : [];
}

/** The order of nulls that an order implies: only another one is a difference. */
const nullsOf = ({ order, nulls }: IndexKey): "first" | "last" => nulls ?? (order === "asc" ? "last" : "first");

function compareKeys(desired: readonly IndexKey[], live: readonly IndexKey[], path: string): readonly FieldDifference[] {
  if (desired.length !== live.length) return differs;
  return desired.flatMap((key, index) => {
    const other = live[index] as IndexKey;
    const plain = equal({ ...key, nulls: nullsOf(key), expression: null }, { ...other, nulls: nullsOf(other), expression: null });
    return plain.length > 0 ? plain : compareExpressions(key.expression, other.expression, `${path}.${index}.expression`);
  });
}

function compareDomainChecks(desired: readonly DomainCheck[], live: readonly DomainCheck[], path: string): readonly FieldDifference[] {
  const shape = (checks: readonly DomainCheck[]) => checks.map(({ name, notValid }) => ({ name, notValid }));
  if (
    canonicalJson(shape(desired)) !== canonicalJson(shape(live)) ||
    desired.some(({ comment }, at) => comment !== undefined && comment !== (live[at]?.comment ?? ""))
  )
    return differs;
  return desired.flatMap(({ expression }, at) =>
    compareExpressions(expression, (live[at] as DomainCheck).expression, `${path}.${at}.expression`),
  );
}

/** A comment only where one is said. */
function compareColumnSettings(desired: ColumnSettings = [], live: ColumnSettings = [], path: string): readonly FieldDifference[] {
  const shape = (settings: ColumnSettings) =>
    tellingSettings(settings).map(({ comment: _comment, default: value, ...rest }) => ({
      ...rest,
      default: value === undefined ? "as it came" : value === null,
    }));
  const other = new Map(live.map((setting) => [setting.column, setting]));
  const isOther = ({ column, comment }: ColumnSetting): boolean => comment !== undefined && comment !== (other.get(column)?.comment ?? "");
  if (desired.some(isOther) || canonicalJson(shape(desired)) !== canonicalJson(shape(live))) return differs;
  return desired.flatMap(({ column, default: value }, at) =>
    compareExpressions(value ?? null, other.get(column)?.default ?? null, `${path}.${at}.default`),
  );
}

/** A comment only where one is said. */
function compareAttributes(desired: readonly TypeAttribute[], live: readonly TypeAttribute[]): readonly FieldDifference[] {
  const shape = (attributes: readonly TypeAttribute[]) => attributes.map(({ name, type, collation }) => ({ name, type, collation }));
  const comments = desired.some(
    ({ comment }, at) => comment !== undefined && live[at]?.comment !== undefined && (comment || null) !== (live[at]?.comment || null),
  );
  return comments ? differs : equal(shape(desired), shape(live));
}

function comparePartitionBy(desired: PartitionBy | undefined, live: PartitionBy | undefined, path: string): readonly FieldDifference[] {
  const shape = (by: PartitionBy | undefined) => by && { ...by, keys: by.keys.map((key) => ({ ...key, expression: null })) };
  if (desired === undefined || live === undefined || canonicalJson(shape(desired)) !== canonicalJson(shape(live)))
    return desired === live ? [] : differs;
  return desired.keys.flatMap((key, at) =>
    compareExpressions(key.expression, live.keys[at]?.expression ?? null, `${path}.keys.${at}.expression`),
  );
}

function comparePartitionOf(desired: PartitionOf | undefined, live: PartitionOf | undefined, path: string): readonly FieldDifference[] {
  if (desired === undefined || live === undefined || refKey(desired.table) !== refKey(live.table)) return desired === live ? [] : differs;
  return compareExpressions(desired.bounds, live.bounds, `${path}.bounds`);
}

const compareIndexNames = (desired: IndexNames = {}, live: IndexNames = {}): readonly FieldDifference[] =>
  Object.entries(desired).some(([whole, { name, implied }]) => implied === undefined && live[whole]?.name !== name) ? differs : [];
/** Columns are a set. */
function comparePublished(desired: readonly PublishedTable[], live: readonly PublishedTable[], path: string): readonly FieldDifference[] {
  const shape = (tables: readonly PublishedTable[]) =>
    tables.map(({ table, columns }) => [refKey(table), columns === null ? null : sortedCopy(columns)]);
  if (canonicalJson(shape(desired)) !== canonicalJson(shape(live))) return differs;
  return desired.flatMap(({ where }, at) => compareExpressions(where, live[at]?.where ?? null, `${path}.${at}.where`));
}

/** How each rule compares; the first side is what is wanted. */
export const compareField: Readonly<Record<FieldRule, Compare>> = {
  exact: equal,
  set: (desired: readonly string[] | undefined, live: readonly string[] | undefined) => equal(sortedCopy(desired), sortedCopy(live)),
  rowSecurity: (desired: unknown, live: unknown) => (desired === undefined ? [] : equal(desired, live ?? "disabled")),
  comments: (desired: unknown, live: unknown) => (desired === undefined ? [] : equal(desired, live ?? {})),
  whereSaid: (desired: unknown, live: unknown) => (desired === null || live === null ? [] : equal(desired, live)),
  // Compared together, with the defaults spelled out, by the sequence's own `type` field.
  sequenceOption: () => [],
  identity: compareIdentity,
  notNull: compareNotNull,
  expression: compareExpressions,
  expressions: compareLists,
  generated: compareGenerated,
  keys: compareKeys,
  domainChecks: compareDomainChecks,
  columnSettings: compareColumnSettings,
  attributes: compareAttributes,
  partitionBy: comparePartitionBy,
  partitionOf: comparePartitionOf,
  indexNames: compareIndexNames,
  userMappings: (desired: readonly UserMapping[] | undefined, live: readonly UserMapping[] | undefined) =>
    sameMappings(desired, live) ? [] : differs,
  secret: (desired: NamedSecret, live: NamedSecret) => (sameSecret(desired, live) ? [] : differs),
  published: comparePublished,
  notCompared: () => [],
};
