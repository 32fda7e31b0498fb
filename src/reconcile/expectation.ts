import { compareObjects } from "../model/compare-objects.ts";
import type { Found, Model } from "../model/model.ts";
import { known } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { isSerialised, parseModel, serialiseModel } from "../model/serialise-model.ts";
import type { HistoryEntry, JournalSnapshot, JournalWrite } from "../port/journal.ts";
import type { Session } from "../port/session.ts";
import type { Touched } from "../change/touched.ts";
import { spellerOf } from "./respelled.ts";
import { endOfStored, withSaidAccess } from "./stored-object.ts";

/** The model as a run left it, and the last row of the history that it knows of. */
interface Stored {
  readonly seq: number;
  /** Who spelled it; absent: a program that did not say so. */
  readonly speller?: string;
  readonly model: string;
}

export interface Told {
  /** The newest row of the history that the model knows of. */
  readonly seq: number;
  readonly speller: string;
  /** What the Schema says; null where nobody asked it, or there is none. */
  readonly declared: Model | null;
}

/** The model row of the journal. */
export const serialiseExpectation = (model: Model, { seq, speller, declared }: Told): string =>
  JSON.stringify({ seq, speller, model: serialiseModel(model, (object) => withSaidAccess(object, declared)) } satisfies Stored);

/** What is there is what was left, by whoever: what a stamp and a repair write, of which no Schema says anything. */
export const leftAsItIs = (model: Model, entries: readonly HistoryEntry[], { snapshot, session }: Beheld): JournalWrite => ({
  kind: "model",
  text: serialiseExpectation(model, {
    seq: entries.at(-1)?.seq ?? snapshot.last?.seq ?? 0,
    speller: spellerOf(session),
    declared: null,
  }),
});

interface Beheld {
  readonly snapshot: Pick<JournalSnapshot, "last">;
  readonly session: Pick<Session, "server">;
}

/** What a run left, and the newest row of the history then. */
export interface Expectation {
  readonly seq: number;
  readonly speller: string | undefined;
  /** Of a large schema that takes a quarter of a second. @throws KeelsonError `model-format` */
  model(): SchemaModel;
  /** Whether the live model is that, letter by letter. Where it is not, it may still be the same. */
  isAsLeft(live: Model): boolean;
}

export function readExpectation(text: string): Expectation {
  const { seq, speller, model } = JSON.parse(text) as Stored;
  return { seq, speller, model: () => parseModel(model), isAsLeft: (live) => isSerialised(model, live, endOfStored) };
}

/**
 * The expectation once something of ours touched objects after it was stored (a run that was killed before its end):
 * of those, what is live is what we left. What mentions one that has another name or body now is spelled anew by the server itself.
 */
export function advance(expected: SchemaModel, live: Model, touched: Touched): SchemaModel {
  if (touched === "everything") return SchemaModel.from(live);
  let result = expected;
  const respelled = touched.flatMap((ref) => dependantsSpelledAnew(ref, expected, live).map((other) => other.ref));
  for (const ref of withChildren([...touched, ...respelled], expected, live)) {
    const object = known(live.get(ref));
    result = object === undefined ? result.without(ref) : result.with(object);
  }
  return result;
}

/** The expectation without what went back to its owner. */
export function without(expected: SchemaModel, left: readonly ObjectRef[]): SchemaModel {
  let result = expected;
  const whole = left.flatMap((ref) => [...expected.children(ref).map((child) => child.ref), ref]);
  for (const ref of whole.toSorted((a, b) => depth(b) - depth(a))) if (result.has(ref)) result = result.without(ref);
  return result;
}

const depth = (ref: ObjectRef): number => (ref.parent === undefined ? 0 : 1);

/** What mentions an object by the name or in the shape that it has now, or by a name that is gone because the object has another. */
function dependantsSpelledAnew(ref: ObjectRef, expected: Model, live: Model): readonly SchemaObject[] {
  if (live.get(ref) === "absent") return expected.dependants(ref);
  return isAnother(expected.get(ref), live.get(ref)) ? live.dependants(ref) : [];
}

function isAnother(expected: Found, live: Found): boolean {
  if (typeof live === "string") return false;
  return typeof expected === "string" || compareObjects(expected, live).differing.length > 0;
}

/** The refs, and where one is a table or view all of its parts on either side; parts before a table that goes, after one that comes. */
function withChildren(refs: readonly ObjectRef[], expected: Model, live: Model): readonly ObjectRef[] {
  const all = new Map<string, ObjectRef>();
  for (const ref of refs) {
    const parts = [...expected.children(ref), ...live.children(ref)].map((child) => child.ref);
    for (const each of [ref, ...parts]) all.set(refKey(each), each);
  }
  const isGone = (ref: ObjectRef): boolean => typeof live.get(ref) === "string";
  const list = [...all.values()];
  return [
    ...list.filter(isGone).sort((a, b) => depth(b) - depth(a)),
    ...list.filter((ref) => !isGone(ref)).sort((a, b) => depth(a) - depth(b)),
  ];
}
