import type { Expression } from "../expression.ts";
import { splitQualifiedName } from "../identifier.ts";
import type { ObjectRef } from "../ref.ts";
import { childRef, sameRef, schemaOf } from "../ref.ts";
import { renameType, typeMentions } from "../type-name.ts";
import type { Mention } from "./define-kind.ts";
import { defineKind, possible } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";
import { replace } from "./parts.ts";

const sequenceCall = /\bnextval\(\s*'((?:[^']|'')+)'/gi;

/** Sequences that a default takes its values from. */
export function sequencesIn(value: Expression | null, self: ObjectRef): readonly Mention[] {
  if (value === null || !value.text.includes("nextval")) return [];
  return [...value.text.matchAll(sequenceCall)].flatMap((match) => {
    const parts = splitQualifiedName((match[1] as string).replaceAll("''", "'")) ?? [];
    const name = parts.at(-1);
    if (name === undefined) return [];
    const schema = parts.length > 1 ? parts[0] : schemaOf(self);
    return [
      possible({ kind: "sequence", schema, name }),
      ...serialColumns(name, schema)
        .filter((ref) => !sameRef(ref, self))
        .map(possible),
    ];
  });
}

/** The columns that imply a sequence of this name, `table_column_seq`, where they are serial: either part may have a `_` in it. One of a name that was cut is not among them. */
export function serialColumns(sequence: string, schema: string | undefined): readonly ObjectRef[] {
  const words = sequence.endsWith("_seq") ? sequence.slice(0, -"_seq".length).split("_") : [];
  return words
    .slice(1)
    .map((_, at) => childRef("column", { kind: "table", schema, name: words.slice(0, at + 1).join("_") }, words.slice(at + 1).join("_")));
}

export const columnKind = defineKind({
  kind: "column",
  title: "column",
  plural: "columns",
  home: "parent",
  fields: {
    type: "exact",
    declaredType: "notCompared",
    nullable: "exact",
    notNull: "notNull",
    onConflict: "exact",
    default: "expression",
    identity: "identity",
    generated: "generated",
    collation: "exact",
    tuning: "exact",
    foreignOptions: "exact",
  },
  tied: { nullable: ["notNull", "onConflict"] },
  mentions: ({ body, ref }) => {
    const types = typeMentions(body.type);
    return body.collation === null && body.default === null
      ? types
      : [...types, ...givenMentions("collation", body.collation), ...sequencesIn(body.default, ref)];
  },
  rename: (body, renaming) =>
    replace(body, { type: renameType(body.type, renaming), collation: renameGiven("collation", body.collation, renaming) }),
});
