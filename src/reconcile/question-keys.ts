import { type Digest, digestValue } from "../core/digest.ts";
import { mentionsOf } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import { meaningOf, modelDigest } from "../model/model-digest.ts";
import type { Question } from "../model/question.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";

export interface Surroundings {
  readonly desired: Model;
  readonly base: Model;
  readonly serverVersion: number;
  readonly searchPath: readonly string[];
}

/** A digest for each question, of all that its answer depends on: both sides, the server's version, where names are looked up, and what is named. */
export function questionKeys(
  questions: readonly Question[],
  { desired, base, serverVersion, searchPath }: Surroundings,
): readonly Digest[] {
  let all: readonly Digest[] | undefined;
  const tables = new Map<string, Digest>();
  const named = ({ desired: object }: Question): unknown => {
    const { parent } = object.ref;
    // A query may name anything.
    if (parent === undefined) return (all ??= [modelDigest(desired), modelDigest(base)]);
    const key = refKey(parent);
    const known = tables.get(key) ?? modelDigest(desired, around(desired, parent));
    tables.set(key, known);
    return known;
  };
  return questions.map((question) =>
    digestValue({
      desired: meaningOf(question.desired),
      live: meaningOf(question.live),
      field: question.field,
      serverVersion,
      searchPath,
      named: named(question),
    }),
  );
}

/** A table's columns and their types. */
function* around(model: Model, table: ObjectRef): Iterable<ObjectRef> {
  for (const column of model.children(table, "column")) {
    yield column.ref;
    for (const { ref } of mentionsOf(column)) yield ref;
  }
}
