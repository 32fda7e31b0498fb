import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { TypeKind } from "../../../../model/ref.ts";
import type { DomainCheck } from "../../../../model/type-body.ts";
import { createType, domainCheck } from "../../object/type.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { newCheckComments } from "../constraint/check-comments.ts";
import { newComment } from "../statement/comment.ts";
import { statement } from "../statement/statements.ts";
import { newDomainNotNull } from "./domain-not-null.ts";

type Type = SchemaObjectOf<TypeKind> & SchemaObject;

/** A type with all that is said of it. */
export const newType = (type: Type): readonly Statement[] => [
  statement(createType(type, type.ref)),
  ...uncheckedChecks(type),
  ...(type.kind === "domain" ? newDomainNotNull(type) : []),
  ...newCheckComments(type, null),
  ...(type.kind === "compositeType" ? attributeComments(null, type) : []),
  ...newComment(type),
];

/** Of a domain those that CREATE DOMAIN cannot say. */
export const uncheckedChecks = (type: SchemaObject): readonly Statement[] =>
  type.kind === "domain" ? type.body.checks.filter(({ notValid }) => notValid).map((check) => addCheck(type, check)) : [];

export const addCheck = ({ ref }: SchemaObjectOf<"domain">, check: DomainCheck): Statement =>
  statement(`ALTER DOMAIN ${qualified(ref)} ADD ${domainCheck(check)}${check.notValid ? " NOT VALID" : ""}`);

/** Comments on attributes that were not so before; `null`: the type is new. */
export function attributeComments(
  before: SchemaObjectOf<"compositeType"> | null,
  { ref, body }: SchemaObjectOf<"compositeType">,
): readonly Statement[] {
  return body.attributes.flatMap(({ name, comment }) => {
    const old = before?.body.attributes.find((attribute) => attribute.name === name)?.comment ?? null;
    if (comment === undefined || (comment || null) === (old || null)) return [];
    return [statement(`COMMENT ON COLUMN ${qualified(ref)}.${quoteIdentifier(name)} IS ${comment ? quoteLiteral(comment) : "NULL"}`)];
  });
}
