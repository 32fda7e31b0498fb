import type { Expression } from "./expression.ts";
import { mapFieldExpressions } from "./map-field-expressions.ts";
import type { FieldRule } from "./field-rule.ts";
import { describeKind } from "./kind/kinds.ts";
import type { SchemaObject } from "./object.ts";

/** The object with every expression in its body changed; the same reference where nothing changes. */
export function mapExpressions<O extends SchemaObject>(object: O, change: (expression: Expression) => Expression): O {
  const fields = describeKind(object.kind).fields as Readonly<Record<string, FieldRule>>;
  const body = object.body as Readonly<Record<string, unknown>>;
  let next = body;
  for (const field in fields) {
    const rule = fields[field] as FieldRule;
    if (
      rule !== "expression" &&
      rule !== "expressions" &&
      rule !== "generated" &&
      rule !== "keys" &&
      rule !== "domainChecks" &&
      rule !== "columnSettings" &&
      rule !== "partitionBy" &&
      rule !== "published"
    )
      continue;
    const value = mapFieldExpressions[rule](body[field] as never, change);
    if (value !== body[field]) next = { ...next, [field]: value };
  }
  return next === body ? object : ({ ...object, body: next } as O);
}

export function expressionsOf(object: SchemaObject): readonly Expression[] {
  const found: Expression[] = [];
  mapExpressions(object, (expression) => {
    found.push(expression);
    return expression;
  });
  return found;
}
