import { KeelsonError } from "../../../core/error.ts";
import type { ColumnBody, Identity, NotNull, SequenceOptions } from "../../body.ts";
import { written } from "../../expression.ts";
import type { ColumnEntry } from "../../kind/column.shape.ts";
import type { IdentitySequence } from "../../kind/sequence.shape.ts";
import { impliedNotNull, makeObjectName } from "../../naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { plainSequenceOptions } from "../../sequence-options.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath, TypeNamingContext } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { overlay } from "../overlay.ts";
import { labelsOf, sequenceGrants } from "./read-access.ts";
import { domainOf } from "../portable-domain.ts";
import { enumOf } from "../portable-enum.ts";
import { foreignOptions } from "./read-foreign.ts";
import { readTuning } from "./read-tuning.ts";
import { checkLength } from "../resolve-name.ts";

/** A column, and on a dialect without enums and domains the checks that those become. */
export function readColumn(
  entry: ColumnEntry,
  table: ObjectRef,
  context: EntryContext,
  path: EntryPath,
): readonly [SchemaObjectOf<"column">, ...SchemaObject[]] {
  const { column: own, checks } = domainOf(overlay(entry, context.grammar.dialect), table, context);
  checkLength(own.name, context, [...path, "name"]);
  reportContradiction(own, context, path);
  reportNullable(own, table, context, path);
  const portable = enumOf(own, table, context);
  const asked: Identity | null =
    own.identity === undefined
      ? null
      : {
          mode: own.identity,
          sequence: readSequence(own.sequence),
          ...sequenceName(own, table),
          ...sequenceUnlogged(own),
          ...sequenceComment(own),
        };
  const type = portable === undefined ? readType(own.type, context, [...path, "type"]) : portable.type;
  reportDefault(own, type, context, path);
  const words = portable === undefined ? context.grammar.declaredType?.(own.type) : undefined;
  const kept = asked === null ? { type, identity: null } : keepIdentity(type, asked, context);
  const usual: ColumnBody = {
    type: kept.type,
    identity: kept.identity,
    nullable: own.nullable ?? asked === null,
    default: own.default === undefined || own.default.trim().toUpperCase() === "NULL" ? null : written(own.default),
    generated:
      own.generated === undefined ? null : { expression: written(own.generated.expression), stored: own.generated.stored ?? false },
    collation: givenName("collation", own.collation, context),
  };
  const body = withSaid(
    usual,
    own.onConflict === undefined ? nothing : { onConflict: own.onConflict },
    words === undefined ? nothing : { declaredType: words },
    readNotNull(own, table),
    readTuning(own, type, context),
    readForeignOptions(own),
  );
  const plain: SchemaObjectOf<"column"> = {
    kind: "column",
    ref: { kind: "column", parent: table, name: own.name },
    origin: declared,
    body,
  };
  const column = withSaid(
    plain,
    attributesOf(own, context, path),
    own.sequence?.grants === undefined ? nothing : sequenceGrants(own.sequence.grants, context, path),
    own.securityLabels === undefined ? nothing : labelsOf(own.securityLabels, context, path),
    portable?.renames === undefined ? nothing : { labelsRenamedFrom: portable.renames },
  );
  return portable === undefined ? [column, ...checks] : [column, ...checks, portable.check];
}

/** A number where the type takes none would fail the statement that makes the column. */
function reportDefault({ default: said }: ColumnEntry, type: string, { grammar, report }: EntryContext, path: EntryPath): void {
  if (said === undefined || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*$/.test(said) || grammar.refusesNumber?.(type) !== true) return;
  report({
    code: "value-not-of-type",
    message: `the number ${said.trim()} is no ${type}`,
    remedy: "Write the default as a value of the type, as `'…'` or `true`",
    path: [...path, "default"],
  });
}

/** With what is seldom said: of thousands of columns most are as they are, and copies of nothing add up. */
const withSaid = <T extends object>(usual: T, ...said: readonly Partial<T>[]): T =>
  said.every((each) => each === nothing || Object.keys(each).length === 0) ? usual : Object.assign({}, usual, ...said);

const nothing = {};

const readForeignOptions = ({ foreignOptions: given }: ColumnEntry): Pick<ColumnBody, "foreignOptions"> =>
  given === undefined || Object.keys(given).length === 0 ? nothing : { foreignOptions: foreignOptions(given) };

/** A name that is the implied one says nothing; the sequence of a serial column of another name is one of its own. */
function sequenceName({ name, identity, sequence }: ColumnEntry, table: ObjectRef): { readonly name?: string } {
  const said = identity === "serial" ? undefined : sequence?.name;
  return said === undefined || said === makeObjectName(table.name, name, "seq") ? {} : { name: said };
}

const sequenceComment = ({ identity, sequence }: ColumnEntry): { readonly comment?: string } =>
  identity === "serial" || sequence?.comment === undefined ? {} : { comment: sequence.comment };

const sequenceUnlogged = ({ identity, sequence }: ColumnEntry): { readonly unlogged?: boolean } =>
  identity === "serial" || sequence?.unlogged === undefined ? {} : { unlogged: sequence.unlogged };

/** Nothing of it has a meaning for a column that takes NULL. */
function readNotNull({ name: column, notNull, nullable }: ColumnEntry, table: ObjectRef): { readonly notNull?: NotNull } {
  if (notNull === undefined || (nullable === true && notNull.notValid !== true)) return nothing;
  const { name, noInherit, notValid, comment } = notNull;
  const own: NotNull = {
    ...(name !== undefined && (name === impliedNotNull({ parent: table, name: column }) ? { implied: true as const } : { name })),
    ...(noInherit === true && { noInherit }),
    ...(notValid === true && nullable !== false && { notValid }),
    ...(comment !== undefined && { comment }),
  };
  return Object.keys(own).length === 0 ? {} : { notNull: own };
}

function keepIdentity(type: string, identity: Identity, { grammar }: EntryContext) {
  const kept = grammar.identityColumn?.(type, identity.mode) ?? { type, mode: identity.mode };
  return { type: kept.type, identity: { ...identity, mode: kept.mode } };
}

/** The type in the dialect's canonical spelling, a name that neither engine nor documents know in the default schema, like any bare name; reports what the dialect does not take for a type. */
export function readType(type: string, context: TypeNamingContext, path: EntryPath): string {
  try {
    return context.grammar.canonicalType(type, (name) => context.typeSchema(name) ?? context.defaultSchema);
  } catch (error) {
    if (!(error instanceof KeelsonError)) throw error;
    for (const { code, message, remedy } of error.diagnostics) context.report({ code, message, remedy, path });
    return type;
  }
}

function reportContradiction({ default: value, identity, generated, name }: ColumnEntry, context: EntryContext, path: EntryPath): void {
  if (Number(value !== undefined) + Number(identity !== undefined) + Number(generated !== undefined) > 1)
    context.report({
      code: "contradicting-fields",
      message: `column "${name}" has more than one of default, identity and generated`,
      remedy: "Keep the one that gives the column its value",
      path,
    });
}

/** A column that takes NULL has no constraint of which more could be said; columns of a primary key take none, whatever they say. */
function reportNullable(
  { name: column, nullable = true, identity, notNull, onConflict }: ColumnEntry,
  table: ObjectRef,
  { primaryKeyOf, report }: EntryContext,
  path: EntryPath,
): void {
  if (!nullable || identity !== undefined || primaryKeyOf(table)?.includes(column) === true) return;
  const { name, noInherit, comment, notValid } = notNull ?? {};
  const saysMore = notValid !== true && (name !== undefined || noInherit === true || comment !== undefined);
  const field = saysMore ? "notNull" : onConflict === undefined ? undefined : "onConflict";
  if (field === undefined) return;
  report({
    code: "contradicting-fields",
    message: `column "${column}" takes NULL, so it has no NOT NULL constraint`,
    remedy: `Say \`nullable: false\` too, or take \`${field}\` away`,
    path: [...path, field],
  });
}

const text = (value: number | string | undefined): string | undefined => (value === undefined ? undefined : String(value));

/** Counting options as the model keeps them: as text, defaults left out. */
export function readSequence(entry: Omit<IdentitySequence, "name" | "comment" | "unlogged"> | undefined): SequenceOptions {
  if (entry === undefined) return {};
  const { start, increment, min, max, cache, cycle } = entry;
  return plainSequenceOptions({
    start: text(start),
    increment: text(increment),
    min: text(min),
    max: text(max),
    cache: text(cache),
    cycle,
  });
}
