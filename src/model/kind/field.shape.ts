import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { digestPattern } from "../../core/digest.ts";
import { durationPattern } from "../../core/duration.ts";

/** Text that is SQL; which fields are, is decided by their name (see `resource/field-class.ts`). */
export const sqlText = (description: string) => Type.String({ minLength: 1, description });

/** The exact name of an object, or words for people. */
export const text = (description: string) => Type.String({ description });
export const name = (description: string) => Type.String({ minLength: 1, description });
export const names = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });
/** A list that says nothing where it is empty. */
export const someNames = (description: string) => Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description });
export const flag = (description: string) => Type.Boolean({ description });
export const duration = (description: string) => Type.String({ pattern: durationPattern, minLength: 1, description });
export const digest = (description: string) => Type.String({ pattern: digestPattern, description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });

/** One word of a closed list. */
export const choice = <const T extends readonly string[]>(description: string, ...words: T) =>
  Type.Unsafe<T[number]>({ type: "string", enum: words, description });

/** A whole number that may be beyond a double, then written as text. */
export const wholeNumber = (description: string) =>
  Type.Unsafe<number | string>({ type: ["integer", "string"], pattern: "^-?[0-9]+$", description });

/** What a query's single value is compared with, as text. */
export const expectation = (description: string) => Type.Unsafe<number | string>({ type: ["integer", "string"], description });

/** One word or a list of words. */
export const oneOrMore = (description: string) =>
  Type.Unsafe<string | string[]>({ type: ["string", "array"], minItems: 1, items: { type: "string" }, description });

/** Storage parameters by name. */
export const options = (description: string) =>
  Type.Unsafe<Record<string, string | number | boolean>>({
    type: "object",
    additionalProperties: { type: ["string", "number", "boolean"] },
    description,
  });

/** Texts by name. */
export const texts = (description: string) =>
  Type.Unsafe<Record<string, string>>({ type: "object", additionalProperties: { type: "string", minLength: 1 }, description });

/** Where generators find the shape behind a `$ref`. */
export const target: unique symbol = Symbol("target of a reference");

/** A shape that is defined once and referred to by its `$id`. */
export const reference = <T extends TSchema>(shape: T) => Type.Unsafe<Static<T>>({ $ref: String(shape.$id), [target]: shape });

/** A map of exactly these fields. */
export const map = <P extends Record<string, TSchema>>(description: string, properties: P, rules: Rules = {}) =>
  Type.Object(properties, { additionalProperties: false, description, ...rules });

/** Rules between fields that JSON Schema says only clumsily; each is a keyword of the generated validators. */
export interface Rules {
  readonly exactlyOneOf?: readonly string[];
  readonly atMostOneOf?: readonly string[];
  /** Beside a field, none of these. */
  readonly excludes?: Readonly<Record<string, readonly string[]>>;
}
