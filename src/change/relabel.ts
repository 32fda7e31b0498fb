import type { Expression } from "../model/expression.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { How } from "./change.ts";

type WithDefault = SchemaObjectOf<"column"> | SchemaObjectOf<"domain">;

/** The column or domain with a default that names no old label of its enum any more; the same reference where nothing changes. */
export function relabelDefault<O extends WithDefault>(object: O, labels: How["labels"] = {}): O {
  const value = object.body.default;
  if (value === null) return object;
  const now = relabelled(value, labels);
  return now === value ? object : { ...object, body: { ...object.body, default: now } };
}

/** Columns of an enum, and domains over it with theirs: what may have one of its labels for a default. */
export const defaultsOf = (type: ObjectRef, model: Model): readonly (WithDefault & SchemaObject)[] =>
  model
    .dependants(type)
    .flatMap((object) =>
      object.kind === "column" ? [object] : object.kind === "domain" ? [object, ...defaultsOf(object.ref, model)] : [],
    );

/** The same of a default alone. */
export function relabelled(value: Expression, labels: How["labels"] = {}): Expression {
  const { text } = value;
  for (const [from, to] of Object.entries(labels)) {
    const old = literal(from);
    const rest = text.startsWith(old) ? text.slice(old.length) : undefined;
    // Whole, or with the cast that a server spells out.
    if (rest !== undefined && (rest === "" || rest.startsWith("::"))) return { text: literal(to) + rest, form: "stale" };
  }
  return value;
}

const literal = (label: string): string => `'${label.replaceAll("'", "''")}'`;
