import { describeKind } from "./kind/kinds.ts";
import { languageOf } from "./language-of.ts";
import type { SchemaObject } from "./object.ts";
import { typeMentions } from "./type-name.ts";

/** What a schema may name that others brought into the database. */
export type OutsideKind = "foreignDataWrapper" | "foreignServer" | "language" | "type";

export interface OutsideName {
  readonly kind: OutsideKind;
  /** Of a type. */
  readonly schema?: string;
  readonly name: string;
}

export const outsideTitles: Readonly<Record<OutsideKind, string>> = {
  foreignDataWrapper: "foreign-data wrapper",
  foreignServer: "foreign server",
  language: "language",
  type: "type",
};

/** The wrapper, server, language and types that an object names by itself, whoever made them. */
export function outsideNames(object: SchemaObject): readonly OutsideName[] {
  if (object.kind === "table" && object.body.foreign !== undefined) return [{ kind: "foreignServer", name: object.body.foreign.server }];
  if (object.kind === "foreignServer") return [{ kind: "foreignDataWrapper", name: object.body.wrapper }];
  const language = object.kind === "function" || object.kind === "procedure" ? languageOf(object.body.definition.text) : undefined;
  // A name that a type is mentioned by is that of an enum too, whatever the type is.
  const mentioned = [...describeKind(object.kind).mentions(object as never), ...(object.ref.arguments ?? []).flatMap(typeMentions)];
  return [
    ...mentioned.flatMap(({ ref: { kind, schema = "", name } }): readonly OutsideName[] =>
      kind === "enum" ? [{ kind: "type", schema, name }] : [],
    ),
    ...(language === undefined ? [] : [{ kind: "language", name: language } as const]),
  ];
}
