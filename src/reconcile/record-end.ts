import { record } from "../execute/execute.ts";
import type { Execution } from "../execute/execution.ts";
import { known, type Model } from "../model/model.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { JournalSnapshot, JournalWrite, Progress } from "../port/journal.ts";
import { advance, serialiseExpectation } from "./expectation.ts";
import type { Look } from "./look.ts";
import { withSecretNames } from "./secret-names.ts";

export interface End {
  /** The database as it is now. */
  readonly look: Look;
  readonly declared: SchemaModel | null;
  /** Notes of revisions that failed: what this run came to says nothing of them. */
  readonly forgotten: readonly Progress[];
  /** Keys of what is no longer ours, because a hand took it away and nobody wants it back. */
  readonly takenAway: readonly string[];
  /** What the next run compares to find everything settled, and the catalogue's mark as it was before `look` where that counts; null where something is left to say. */
  readonly settled: { readonly at: string; readonly mark: string | null } | null;
}

/** Writes what a run leaves: the model that the next one expects, what it adopted, and that everything is settled. */
export async function recordEnd(execution: Execution & { readonly snapshot: JournalSnapshot }, end: End): Promise<void> {
  const writes = endWrites(execution.snapshot, end);
  if (writes.length > 0) await record(execution, writes);
}

function endWrites(snapshot: JournalSnapshot, { look, declared, forgotten, takenAway, settled }: End): readonly JournalWrite[] {
  const adopted = declared === null ? [] : adoptable(look, declared);
  const add = adopted.map(({ ref, kind }) => ({ kind, ref: refKey(ref), origin: "declared" }) as const);
  // What is ours from now on is expected as it is, with all of its parts.
  const advanced = advance(
    look.expected,
    look.live,
    adopted.map(({ ref }) => ref),
  );
  const expected = inOrderOf(look.live, advanced);
  const model = serialiseExpectation(declared === null ? expected : withSecretNames(expected, declared.objects(), "nameless"), {
    seq: snapshot.last?.seq ?? 0,
    speller: look.speller,
    declared,
  });
  return [
    ...(snapshot.identity !== "here" ? [{ kind: "identity" } as const] : []),
    ...(model === snapshot.model ? [] : [{ kind: "model", text: model } as const]),
    ...(add.length + takenAway.length === 0 ? [] : [{ kind: "objects", add, remove: takenAway } as const]),
    ...forgotten.map(({ revision }) => ({ kind: "progressDone", revision }) as const),
    ...(settled === null ? [] : [{ kind: "settled", ...settled } as const]),
  ];
}

/** As the next look will find its objects: then it tells by the text alone that nothing moved. */
function inOrderOf(live: Model, expected: SchemaModel): SchemaModel {
  if (expected === live || expected.open) return expected;
  const there = [...live.objects()].flatMap(({ ref }) => known(expected.get(ref as ObjectRef)) ?? []);
  return there.length === expected.size ? SchemaModel.of(there) : expected;
}

/** What is declared, is there, and was not ours so far. */
const adoptable = ({ live, ours }: Look, declared: SchemaModel) =>
  [...declared.objects()].filter(({ ref, kind }) => kind !== "schema" && !ours.owns(ref) && live.has(ref));
