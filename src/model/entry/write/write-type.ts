import type { CompositeTypeEntry } from "../../kind/composite-type.shape.ts";
import type { DomainEntry } from "../../kind/domain.shape.ts";
import type { EnumEntry } from "../../kind/enum.shape.ts";
import type { ExtensionEntry } from "../../kind/extension.shape.ts";
import type { RangeTypeEntry } from "../../kind/range-type.shape.ts";
import { impliedDomainNotNull } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { DomainNotNull } from "../../type-body.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeType } from "./write-column.ts";
import type { WriteSettings } from "./write-name.ts";
import { writeName } from "./write-name.ts";

/** The schema where it is not the one that the extension comes into by itself. */
export const writeExtension = (
  { ref, body, ...object }: SchemaObjectOf<"extension">,
  { defaultSchema }: Pick<WriteSettings, "defaultSchema">,
): ExtensionEntry => ({
  name: ref.name,
  ...(body.schema === null || body.schema === defaultSchema ? {} : { schema: body.schema }),
  ...writeAttributes(object),
  ...(body.version === null ? {} : { version: body.version }),
});

export const writeEnum = (object: SchemaObjectOf<"enum">, settings: WriteSettings): EnumEntry => ({
  ...writeName(object.ref, settings),
  ...writeAttributes(object),
  ...writeAccess(object),
  values: [...object.body.values],
});

export const writeDomain = (object: SchemaObjectOf<"domain">, settings: WriteSettings): DomainEntry => ({
  ...writeName(object.ref, settings),
  ...writeAttributes(object),
  ...writeAccess(object),
  type: writeType(object.body.type, settings),
  ...(object.body.nullable ? {} : { nullable: false }),
  ...(object.body.notNull === undefined ? {} : { notNull: writeNotNull(object.ref.name, object.body.notNull) }),
  ...(object.body.default === null ? {} : { default: object.body.default.text }),
  ...(object.body.checks.length === 0
    ? {}
    : {
        checks: object.body.checks.map(({ name, expression, notValid, comment }) => ({
          name,
          ...(comment ? { comment } : {}),
          expression: expression.text,
          ...(notValid ? { notValid } : {}),
        })),
      }),
  ...(object.body.collation === null ? {} : { collation: object.body.collation }),
});

export const writeCompositeType = (object: SchemaObjectOf<"compositeType">, settings: WriteSettings): CompositeTypeEntry => ({
  ...writeName(object.ref, settings),
  ...writeAttributes(object),
  ...writeAccess(object),
  attributes: object.body.attributes.map(({ name, type, collation, comment }) => ({
    name,
    ...(comment ? { comment } : {}),
    type: writeType(type, settings),
    ...(collation === null ? {} : { collation }),
  })),
});

export const writeRangeType = (object: SchemaObjectOf<"rangeType">, settings: WriteSettings): RangeTypeEntry => {
  const { type, ...parts } = object.body;
  return {
    ...writeName(object.ref, settings),
    ...writeAttributes(object),
    ...writeAccess(object),
    type: writeType(type, settings),
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null)),
  };
};

const writeNotNull = (domain: string, { implied, ...own }: DomainNotNull) =>
  implied === true ? { name: impliedDomainNotNull(domain), ...own } : own;
