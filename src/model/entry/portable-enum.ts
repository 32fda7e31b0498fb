import type { Grammar } from "../../grammar/grammar.ts";
import { written } from "../expression.ts";
import type { ColumnEntry } from "../kind/column.shape.ts";
import { splitQualifiedName } from "../identifier.ts";
import { defaultName } from "../naming.ts";
import type { SchemaObjectOf } from "../object.ts";
import { declared } from "../object.ts";
import type { ObjectRef } from "../ref.ts";
import { childRef } from "../ref.ts";
import type { EntryContext } from "./entry-context.ts";
import type { LabelRenames } from "./label-renames.ts";

interface PortableEnum {
  readonly type: string;
  readonly check: SchemaObjectOf<"check">;
  /** Its labels that had other names. */
  readonly renames: LabelRenames | undefined;
}

/** What a column of an enum is on a dialect that has no enums: text with a check of its labels; undefined where the type is no such enum. */
export function enumOf({ type, name }: ColumnEntry, table: ObjectRef, context: EntryContext): PortableEnum | undefined {
  if (context.kinds.includes("enum")) return undefined;
  const parts = splitQualifiedName(type);
  const bare = parts?.at(-1);
  if (parts === undefined || bare === undefined) return undefined;
  const schema = parts.length > 1 ? (parts[0] as string) : context.typeSchema(bare);
  const values = schema === undefined ? undefined : context.enumValues(schema, bare);
  if (schema === undefined || values === undefined) return undefined;
  const constraint = defaultName.check(table.name, name, (candidate) => !context.claim("constraint", table, candidate));
  return {
    type: context.grammar.canonicalType("text", () => undefined),
    renames: context.enumRenames(schema, bare),
    check: {
      kind: "check",
      ref: { ...childRef("check", table, constraint), kind: "check" },
      origin: declared,
      body: { expression: written(labelsCheck(name, values, context.grammar)), noInherit: false, notValid: false },
    },
  };
}

/** The condition that a column holds one of the labels. */
export const labelsCheck = (column: string, labels: readonly string[], { quoteIdentifier, quoteLiteral }: Grammar): string =>
  `${quoteIdentifier(column)} IN (${labels.map(quoteLiteral).join(", ")})`;
