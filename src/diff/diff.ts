import { applyAll } from "../change/apply.ts";
import type { ObjectChange, Via } from "../change/change.ts";
import { orderChanges } from "../change/order.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { asSaidOf, broughtColumn } from "../model/brought-column.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { Question } from "../model/question.ts";
import type { ObjectRef } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { renameWithArguments } from "../model/type-name.ts";
import type { Answers } from "./answers.ts";
import { unanswered } from "./answers.ts";
import { aroundTypes } from "./around-types.ts";
import { bothLabelsLive, findEnumLabels } from "./enum-labels.ts";
import { heirsFirst } from "./heirs-first.ts";
import { findImpliedRenames } from "./implied-renames.ts";
import { inPersistenceOrder } from "./persistence-order.ts";
import { movePartitions } from "./moved-partitions.ts";
import { findRenames, type SameName } from "./renames.ts";
import { reopenReaders } from "./reopen-readers.ts";
import { reopenDisplaced } from "./reopen-displaced.ts";
import { reopenReferring } from "./reopen-referring.ts";
import { reopenUsers } from "./reopen-users.ts";
import { schemasFirst } from "./schemas-first.ts";
import { takeOver } from "./take-over.ts";
import { partitionUndeclared, type Undeclared } from "./undeclared.ts";

export interface DiffOptions {
  /** Whether an undeclared object is ours to drop; all are, where absent. */
  readonly owned?: (ref: ObjectRef) => boolean;
  /** What the server said about questions of an earlier pass. */
  readonly answers?: Answers;
  /** As that of the grammar. */
  readonly sameName?: SameName;
}

export interface Difference {
  /** In an order in which they can be applied to `live`, one after the other. */
  readonly changes: readonly ObjectChange[];
  /** Spellings that only a server can compare; until they are answered they count as no difference. */
  readonly questions: readonly Question[];
  /** Live and undeclared, and not ours to drop. */
  readonly unmanaged: readonly SchemaObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What leads from `live` to `desired`. Pure: where only the server can tell, it asks. Neither side's order of columns matters. */
export function diff(desired: Model, live: Model, options: DiffOptions = {}): Difference {
  const { answers = unanswered } = options;
  const placed = putInPlace(desired, live, options);
  const { renames, moves, renamed } = placed;
  const first = [...renames, ...moves];
  const changes: ObjectChange[] = moves.length === 0 ? [...renames] : [];
  const questions: Question[] = [];
  const diagnostics: Diagnostic[] = [...placed.diagnostics];
  let brings = renamed;
  for (const object of settingsLast(desired)) {
    if (object.origin.kind !== "declared") continue;
    if (saysOfColumns(object) && brings === renamed) brings = withoutChangedColumns(renamed, changes);
    const current = renamed.get(object.ref);
    if (current === "unknown") {
      if (isAskedForBelow(object, desired, renamed)) changes.push({ kind: "object", before: null, after: object });
      continue;
    }
    if (isUsual(object)) {
      // It says that there is nothing of the kind, and that counts whoever made it.
      if (current !== "absent") changes.push({ kind: "object", before: current, after: null });
    } else if (current === "absent") changes.push({ kind: "object", before: null, after: object });
    else {
      const [wanted, found] = [
        { object, model: desired },
        { object: current, model: renamed },
      ];
      diagnostics.push(...bothLabelsLive(wanted, found));
      changes.push(...compare(object, asSaidOf(object, current, brings), findEnumLabels(wanted, found), answers, questions));
    }
  }
  const { drops, unmanaged } = undeclaredIn(desired, placed);
  changes.push(...drops.map((before): ObjectChange => ({ kind: "object", before, after: null })));
  const { schemas, others } = schemasFirst(changes, renames);
  const displaced = reopenDisplaced(heirsFirst(others, desired, renamed), desired, renamed);
  const computed = reopenReaders(displaced, desired, renamed);
  const reopened = reopenUsers(reopenReferring(computed, desired, renamed), desired, renamed);
  const ordered = orderChanges(inPersistenceOrder(reopened.changes, desired, renamed));
  const all = [...schemas, ...(moves.length === 0 ? [] : first), ...ordered, ...reopened.afterwards];
  return { changes: aroundTypes(all, { live, renamed }, (ref) => refBefore(ref, renames)), questions, unmanaged, diagnostics };
}

/** Whether a table is to have as its own what it has from above alone. */
function isAskedForBelow({ kind, ref }: SchemaObject, desired: Model, live: Model): boolean {
  if (kind !== "column" || ref.parent === undefined || broughtColumn(ref.parent, ref.name, live) === undefined) return false;
  const [wanted, found] = [desired, live].map((model) => known(model.get({ ...(ref.parent as ObjectRef), kind: "table" })));
  return canonicalJson(wanted?.body.inherits ?? []) === canonicalJson(found?.body.inherits ?? []);
}

const saysOfColumns = (object: SchemaObject): boolean => object.kind === "table" && object.body.columnSettings !== undefined;

/** Whether what a partition says of a column comes from above anyhow is known once the columns are compared. */
const settingsLast = (desired: Model): readonly SchemaObject[] => {
  const objects = [...desired.objects()];
  return objects.some(saysOfColumns) ? objects.toSorted((a, b) => Number(saysOfColumns(a)) - Number(saysOfColumns(b))) : objects;
};

/** A column that changes brings something else than it did. */
const withoutChangedColumns = (model: SchemaModel, changes: readonly ObjectChange[]): SchemaModel =>
  changes.reduce((rest, { before, after }) => (before?.kind === "column" && after !== null ? rest.without(after.ref) : rest), model);

/** What `diff` gives as unmanaged, without comparing anything. */
export const findUnmanaged = (desired: Model, live: Model, options: DiffOptions): readonly SchemaObject[] =>
  undeclaredIn(desired, putInPlace(desired, live, options)).unmanaged;

interface InPlace {
  readonly renames: readonly ObjectChange[];
  readonly moves: readonly ObjectChange[];
  /** The live model once they are done. */
  readonly renamed: SchemaModel;
  /** What of it nobody declares. */
  readonly undeclared: readonly SchemaObject[];
  readonly isOurs: (ref: ObjectRef) => boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The live model with all where it is wanted that is there under another name, or in another table. */
function putInPlace(desired: Model, live: Model, { owned = () => true, answers = unanswered, sameName }: DiffOptions): InPlace {
  const said = findRenames(desired, SchemaModel.from(live), owned, sameName);
  const isOurs = (ref: ObjectRef): boolean => owned(refBefore(ref, said.renames));
  const strangers = strangersIn(said.renamed, desired);
  const implied = findImpliedRenames(desired, said.renamed, { owned: isOurs, answers, strangers });
  const { changes: moves, model: renamed } = movePartitions(desired, applyAll(said.renamed, implied));
  // Nearly always nothing was renamed: to look through all of it once more takes as long as comparing it.
  const undeclared = renamed === said.renamed ? strangers : strangersIn(renamed, desired);
  return { renames: [...said.renames, ...implied], moves, renamed, undeclared, isOurs, diagnostics: said.diagnostics };
}

const strangersIn = (live: Model, desired: Model): readonly SchemaObject[] =>
  [...live.objects()].filter((object) => object.origin.kind === "declared" && !desired.has(object.ref));

function undeclaredIn(desired: Model, { renamed, undeclared, isOurs }: InPlace): Undeclared {
  if (undeclared.length === 0) return { drops: [], unmanaged: [] };
  const others = [...renamed.objects()].filter(({ origin }) => origin.kind === "project");
  return partitionUndeclared(undeclared, (ref) => isOurs(ref) && !isLeft(ref, desired), [...others, ...desired.objects()]);
}

const isUsual = (object: SchemaObject): boolean => describeKind(object.kind).isUsual?.(object as never) === true;

function compare(
  desired: SchemaObject,
  live: SchemaObject,
  labels: Via | undefined,
  answers: Answers,
  questions: Question[],
): readonly ObjectChange[] {
  const { differing, questions: asked } = compareObjects(desired, live);
  const open = asked.filter((question) => answers(question) === "unasked");
  questions.push(...open);
  const differs = differing.length > 0 || asked.some((question) => answers(question) === "different");
  if (!differs && labels === undefined) return [];
  const after = takeOver(desired, live, (question) => answers(question) === "same");
  return [{ kind: "object", before: live, after, ...(labels === undefined ? {} : { via: labels }) }];
}

/** Whether a declared table says nothing of parts of that kind. */
const isLeft = ({ kind, parent }: ObjectRef, desired: Model): boolean =>
  parent !== undefined && known(desired.get(parent as ObjectRef))?.leaves?.includes(kind) === true;

/** What the object is called in the live model: whose it is was noted under that name. */
const refBefore = (ref: ObjectRef, renames: readonly ObjectChange[]): ObjectRef =>
  renames.reduceRight(
    (name, { before, after }) =>
      before === null || after === null ? name : renameWithArguments(name, { from: after.ref, to: before.ref }),
    ref,
  );
