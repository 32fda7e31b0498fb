import { written } from "../expression.ts";
import type { ColumnEntry } from "../kind/column.shape.ts";
import { splitQualifiedName } from "../identifier.ts";
import { defaultName } from "../naming.ts";
import type { SchemaObjectOf } from "../object.ts";
import { declared } from "../object.ts";
import type { ObjectRef } from "../ref.ts";
import { childRef } from "../ref.ts";
import type { EntryContext } from "./entry-context.ts";

interface PortableEnum {
  readonly type: string;
  readonly check: SchemaObjectOf<"check">;
}

/** What a column of an enum is on a dialect that has no enums: text with a check of its labels; undefined where the type is no such enum. */
export function enumOf({ type, name }: ColumnEntry, table: ObjectRef, context: EntryContext): PortableEnum | undefined {
  if (context.kinds.includes("enum")) return undefined;
  const parts = splitQualifiedName(type);
  const bare = parts?.at(-1);
  if (parts === undefined || bare === undefined) return undefined;
  const schema = parts.length > 1 ? (parts[0] as string) : context.enumSchema(bare);
  const values = schema === undefined ? undefined : context.enumValues(schema, bare);
  if (values === undefined) return undefined;
  const { quoteIdentifier, quoteLiteral, canonicalType } = context.grammar;
  const constraint = defaultName.check(table.name, name, (candidate) => !context.claim("constraint", table, candidate));
  return {
    type: canonicalType("text", () => undefined),
    check: {
      kind: "check",
      ref: { ...childRef("check", table, constraint), kind: "check" },
      origin: declared,
      body: { expression: written(`${quoteIdentifier(name)} IN (${values.map(quoteLiteral).join(", ")})`), noInherit: false, notValid: false },
    },
  };
}
