import type { ColumnBody, NotNull, SequenceOptions, TypeName } from "../../body.ts";
import type { ColumnEntry } from "../../kind/column.shape.ts";
import { impliedNotNull } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { plainSequenceOptions } from "../../sequence-options.ts";
import { declaredOrType, namedType } from "../../type-name.ts";
import { writeGrants, writeLabels } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import type { WriteSettings } from "./write-name.ts";

/** Shorter spellings that every dialect understands. */
const shorter: readonly (readonly [RegExp, string])[] = [
  [/^character varying\b/, "varchar"],
  [/^character\(/, "char("],
  [/^timestamp(\(\d\))? with time zone/, "timestamptz$1"],
  [/^timestamp(\(\d\))? without time zone/, "timestamp$1"],
  [/^time(\(\d\))? without time zone/, "time$1"],
];

/** A type as a person writes it, where the dialect reads it back as the same. */
export function writeType(type: TypeName, settings: WriteSettings): string {
  const known = writtenTypes.get(settings) ?? new Map<TypeName, string>();
  writtenTypes.set(settings, known);
  const written = known.get(type) ?? shortType(type, settings);
  known.set(type, written);
  return written;
}

/** Thousands of columns have a few dozen types. */
const writtenTypes = new WeakMap<WriteSettings, Map<TypeName, string>>();

function shortType(type: TypeName, { grammar, defaultSchema }: WriteSettings): string {
  const declaredType = namedType(type);
  if (declaredType?.schema === defaultSchema && /^[a-z_][a-z0-9_]*$/.test(declaredType.name)) {
    const bare = type.slice(type.indexOf(".") + 1);
    if (grammar.canonicalType(bare, () => defaultSchema) === type) return bare;
  }
  for (const [long, short] of shorter) {
    const written = type.replace(long, short);
    if (written !== type && grammar.canonicalType(written, () => undefined) === type) return written;
  }
  return type;
}

const writeNotNull = (ref: ObjectRef, { implied, ...own }: NotNull) => (implied === true ? { name: impliedNotNull(ref), ...own } : own);

/** `key`: whether the column is part of the primary key, and so NOT NULL without being said. */
export function writeColumn(
  { ref, body, ...object }: SchemaObjectOf<"column">,
  key: "key" | "plain",
  settings: WriteSettings,
): ColumnEntry {
  const notNullImplied = key === "key" || body.identity !== null;
  const sequence =
    body.identity === null
      ? {}
      : {
          ...(body.identity.name !== undefined && { name: body.identity.name }),
          ...(body.identity.unlogged !== undefined && { unlogged: body.identity.unlogged }),
          ...(body.identity.comment !== undefined && { comment: body.identity.comment }),
          ...writeSequence(body.identity.sequence),
          ...(object.sequenceGrants === undefined || object.implied?.includes("sequenceGrants") === true
            ? {}
            : { grants: writeGrants(object.sequenceGrants) }),
        };
  return {
    name: ref.name,
    ...writeAttributes(object),
    ...writeLabels(object),
    type: writeDeclared(body, settings),
    ...(body.nullable || notNullImplied ? {} : { nullable: false }),
    ...(body.nullable && notNullImplied ? { nullable: true } : {}),
    ...(body.notNull === undefined ? {} : { notNull: writeNotNull(ref, body.notNull) }),
    ...(body.default === null ? {} : { default: body.default.text }),
    ...(body.identity === null ? {} : { identity: body.identity.mode }),
    ...(Object.keys(sequence).length === 0 ? {} : { sequence }),
    ...(body.generated === null
      ? {}
      : { generated: { expression: body.generated.expression.text, ...(body.generated.stored ? { stored: true } : {}) } }),
    ...(body.collation === null ? {} : { collation: body.collation }),
    ...(body.onConflict === undefined ? {} : { onConflict: body.onConflict }),
    ...body.tuning,
    ...(body.foreignOptions === undefined ? {} : { foreignOptions: { ...body.foreignOptions } }),
  };
}

function writeDeclared(body: ColumnBody, settings: WriteSettings): string {
  const declared = declaredOrType(body, (type) => settings.grammar.canonicalType(type, () => undefined));
  return declared === body.type ? writeType(declared, settings) : declared;
}

type Counting = Pick<NonNullable<ColumnEntry["sequence"]>, "start" | "increment" | "min" | "max" | "cache" | "cycle">;

/** Counting options that differ from the defaults; numbers as numbers where a double holds them. */
export function writeSequence(options: SequenceOptions): Counting {
  const { cycle, ...numbers } = plainSequenceOptions(options);
  const written = Object.entries(numbers).map(([name, text]) => [name, Number.isSafeInteger(Number(text)) ? Number(text) : text]);
  return { ...Object.fromEntries(written), ...(cycle ? { cycle } : {}) };
}
