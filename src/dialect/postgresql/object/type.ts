import { impliedDomainNotNull } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef, TypeKind } from "../../../model/ref.ts";
import type { CompositeTypeBody, DomainBody, DomainCheck, RangeTypeBody, TypeAttribute } from "../../../model/type-body.ts";
import { optionName, qualified, quoteIdentifier } from "../quote.ts";
import { collation } from "./column.ts";
import { createEnum } from "./enum.ts";

/** A type of any kind, under a name of the caller's choice. */
export function createType(type: SchemaObjectOf<TypeKind>, ref: ObjectRef): string {
  switch (type.kind) {
    case "enum":
      return createEnum(ref, (type as SchemaObjectOf<"enum">).body);
    case "domain":
      return createDomain(ref, (type as SchemaObjectOf<"domain">).body);
    case "compositeType":
      return createCompositeType(ref, (type as SchemaObjectOf<"compositeType">).body);
    case "rangeType":
      return createRangeType(ref, (type as SchemaObjectOf<"rangeType">).body);
  }
}

export const typeWord = (kind: TypeKind): string => (kind === "domain" ? "DOMAIN" : "TYPE");
export const dropType = ({ kind, ref }: SchemaObjectOf<TypeKind>): string => `DROP ${typeWord(kind)} ${qualified(ref)}`;

/** The first check that is not to be checked cannot be said here: CREATE DOMAIN has no NOT VALID, and needs none. */
export function createDomain(ref: ObjectRef, body: DomainBody): string {
  const value = body.default === null ? "" : `DEFAULT ${body.default.text}`;
  const checks = body.checks.filter(({ notValid }) => !notValid).map(domainCheck);
  return words(`CREATE DOMAIN ${qualified(ref)} AS ${body.type}`, collation(body), value, notNull(ref.name, body), ...checks);
}

function notNull(domain: string, { nullable, notNull: { name, implied } = {} }: DomainBody): string {
  const said = implied === true ? impliedDomainNotNull(domain) : name;
  return nullable ? "" : words(said === undefined ? "" : `CONSTRAINT ${quoteIdentifier(said)}`, "NOT NULL");
}

export const domainCheck = ({ name, expression }: DomainCheck): string =>
  `CONSTRAINT ${quoteIdentifier(name)} CHECK (${expression.text}\n)`;

const createCompositeType = (ref: ObjectRef, { attributes }: CompositeTypeBody): string =>
  `CREATE TYPE ${qualified(ref)} AS (${attributes.map(attributeDefinition).join(", ")})`;

export const attributeDefinition = ({ name, type, collation: named }: TypeAttribute): string =>
  words(quoteIdentifier(name), type, collation({ collation: named }));

function createRangeType(ref: ObjectRef, { type, opclass, collation: named, canonical, subtypeDiff, multirange }: RangeTypeBody): string {
  const parts = [
    `SUBTYPE = ${type}`,
    ...(opclass === null ? [] : [`SUBTYPE_OPCLASS = ${optionName(opclass)}`]),
    ...(named === null ? [] : [`COLLATION = ${optionName(named)}`]),
    ...(canonical === null ? [] : [`CANONICAL = ${optionName(canonical)}`]),
    ...(subtypeDiff === null ? [] : [`SUBTYPE_DIFF = ${optionName(subtypeDiff)}`]),
    ...(multirange === null ? [] : [`MULTIRANGE_TYPE_NAME = ${qualified({ ...ref, name: multirange })}`]),
  ];
  return `CREATE TYPE ${qualified(ref)} AS RANGE (${parts.join(", ")})`;
}

const words = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");
