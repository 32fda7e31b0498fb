import { type TSchema, type TUnsafe, Type } from "@sinclair/typebox";
import { target } from "./field.shape.ts";

/** Each field may be left out, or be `none`, which unsets it. */
export type Patch<T> = { [K in keyof T]?: T[K] | "none" };

const none = "^none$";

/** A field that also takes the word `none`. */
function orNone(schema: TSchema): TSchema {
  if (schema["$ref"] !== undefined) {
    const { $id: _id, ...inline } = (schema as unknown as { [target]: TSchema })[target];
    return orNone(inline as TSchema);
  }
  if (schema["enum"] !== undefined) return { ...schema, enum: [...new Set([...schema["enum"], "none"])] };
  const types: string[] = [schema["type"]].flat();
  const pattern: string | undefined = schema["pattern"];
  if (types.includes("string"))
    return pattern === undefined || pattern.includes(none) ? schema : { ...schema, pattern: `${pattern}|${none}` };
  return { ...schema, type: [...types, "string"], pattern: none };
}

/** Fields with every one optional and unsettable; what must hold between them is not asked of a part. */
export function patchProperties(properties: Record<string, TSchema>, except: readonly string[]): Record<string, TSchema> {
  const kept = Object.entries(properties).filter(([key]) => !except.includes(key));
  return Object.fromEntries(kept.map(([key, schema]) => [key, Type.Optional(orNone(schema))]));
}

/** What differs from one dialect to another, by dialect. */
export const dialectsOf = <T>(properties: Record<string, TSchema>, except: readonly string[]): TUnsafe<Record<string, Patch<T>>> =>
  Type.Unsafe<Record<string, Patch<T>>>({
    type: "object",
    description: "What is different for a dialect: its fields replace those beside it, `none` takes one away.",
    additionalProperties: Type.Object(patchProperties(properties, except), { additionalProperties: false }),
  });
