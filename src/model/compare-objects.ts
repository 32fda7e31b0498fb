import { sameData } from "../core/same-data.ts";
import { differingAccess, saysAccess } from "./access.ts";
import type { FieldRule } from "./field-rule.ts";
import { compareField } from "./compare-field.ts";
import { describeKind } from "./kind/kinds.ts";
import type { SchemaObject } from "./object.ts";
import type { Question } from "./question.ts";
import { sameSequenceOptions } from "./sequence-options.ts";

export interface ObjectComparison {
  /** Fields that differ for certain. */
  readonly differing: readonly string[];
  /** Spellings that differ; only a server can say whether their meaning does. */
  readonly questions: readonly Question[];
}

/** Compares two objects of one kind field by field, as the kind describes; names and parents are the caller's matter. */
export function compareObjects(desired: SchemaObject, live: SchemaObject): ObjectComparison {
  const differing: string[] = [];
  const questions: Question[] = [];
  if (desired.body !== live.body) {
    const fields = describeKind(desired.kind).fields as Readonly<Record<string, FieldRule>>;
    for (const field in fields) {
      const wanted = fieldOf(desired, field);
      const found = fieldOf(live, field);
      // By every rule equal data are no difference, and nearly all are equal.
      if (sameData(wanted, found)) continue;
      const outcome = compareField[fields[field] as FieldRule](wanted, found, field);
      for (const difference of outcome) {
        if (difference.kind === "ask") questions.push({ desired, live, field: difference.path });
        else differing.push(field);
      }
    }
    if (desired.kind === "sequence" && live.kind === "sequence" && !sameSequenceOptions(desired.body, live.body)) differing.push("options");
  }
  if (desired.comment !== undefined && (desired.comment || null) !== (live.comment || null) && !(isUsual(desired, live) && !live.comment))
    differing.push("comment");
  if (saysAccess(desired)) differing.push(...differingAccess(desired, live));
  return { differing, questions };
}

const isUsual = ({ comment }: SchemaObject, { usualComment }: SchemaObject): boolean =>
  usualComment !== undefined && comment === usualComment;

const fieldOf = (object: SchemaObject, field: string): never => (object.body as Readonly<Record<string, never>>)[field] as never;
