import type { Model } from "../../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { multirangeOf } from "../../../../model/naming.ts";
import { isTypeKind, type RefKey, refKey, type TypeKind } from "../../../../model/ref.ts";
import { isOfType, nameOfType } from "../../../../model/type-name.ts";

export type Type = SchemaObjectOf<TypeKind> & SchemaObject;
type Column = SchemaObjectOf<"column"> & SchemaObject;

/** Whether a type, or the element of an array, is the one, or holds sets of its ranges. */
export const isOf = (type: string, one: Type): boolean =>
  isOfType(type, one.ref) || (one.kind === "rangeType" && isOfType(type, { ...one.ref, name: multirangeOf(one) }));

/** Columns of the type, of arrays of it or of sets of its ranges. */
export const columnsOf = (type: Type, model: Model): readonly Column[] =>
  usersOf(type, model).filter((object): object is Column => object.kind === "column" && isOf(object.body.type, type));

/** Types that are made of it, directly or through others: each behind those that it is made of. */
export function typesOver(type: Type, model: Model): readonly Type[] {
  const found = new Map<RefKey, Type>();
  const visit = (under: Type): void => {
    for (const user of usersOf(under, model))
      if (isType(user) && !found.has(refKey(user.ref)) && madeOf(user).some((part) => isOf(part, under))) {
        visit(user);
        found.set(refKey(user.ref), user);
      }
  };
  visit(type);
  return [...found.values()].toReversed();
}

/** Whether columns hold values of the domain in arrays, in rows or in ranges: no rule of it that these would have to be checked by is altered then. */
export function isWithinOthers(domain: Type, model: Model): boolean {
  const over = typesOver(domain, model);
  const alone = new Set([nameOfType(domain.ref)]);
  for (const { kind, ref, body } of over) if (kind === "domain" && alone.has(body.type)) alone.add(nameOfType(ref));
  return [domain, ...over].flatMap((type) => columnsOf(type, model)).some(({ body }) => !alone.has(body.type));
}

const madeOf = ({ kind, body }: Type): readonly string[] => {
  switch (kind) {
    case "enum":
      return [];
    case "domain":
    case "rangeType":
      return [body.type];
    case "compositeType":
      return body.attributes.map((attribute) => attribute.type);
  }
};

const isType = (object: SchemaObject): object is Type => isTypeKind(object.kind);

/** The name of a type that holds sets of ranges leads to no object. */
const usersOf = (type: Type, model: Model): readonly SchemaObject[] =>
  type.kind === "rangeType" ? [...model.objects()] : model.dependants(type.ref);
