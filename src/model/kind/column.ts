import type { ColumnBody } from "../body.ts";
import { splitQualifiedName } from "../identifier.ts";
import type { ObjectRef } from "../ref.ts";
import { schemaOf } from "../ref.ts";
import { renameType, typeMentions } from "../type-name.ts";
import type { Mention } from "./define-kind.ts";
import { defineKind, possible } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";
import { replace } from "./parts.ts";

const sequenceCall = /\bnextval\(\s*'((?:[^']|'')+)'/gi;

/** Sequences that a default takes its values from. */
function sequencesOf(body: ColumnBody, self: ObjectRef): readonly Mention[] {
  if (body.default === null || !body.default.text.includes("nextval")) return [];
  return [...body.default.text.matchAll(sequenceCall)].flatMap((match) => {
    const parts = splitQualifiedName((match[1] as string).replaceAll("''", "'")) ?? [];
    const name = parts.at(-1);
    return name === undefined ? [] : [possible({ kind: "sequence", schema: parts.length > 1 ? parts[0] : schemaOf(self), name })];
  });
}

export const columnKind = defineKind({
  kind: "column",
  title: "column",
  plural: "columns",
  home: "parent",
  fields: { type: "exact", nullable: "exact", onConflict: "exact", default: "expression", identity: "identity", generated: "generated", collation: "exact", tuning: "exact" },
  mentions: ({ body, ref }) => [...typeMentions(body.type), ...givenMentions("collation", body.collation), ...sequencesOf(body, ref)],
  rename: (body, renaming) => replace(body, { type: renameType(body.type, renaming), collation: renameGiven("collation", body.collation, renaming) }),
});
