import type { Change } from "../change/change.ts";
import { holdsAlready } from "../change/holds-already.ts";
import { atOnce, withoutScaffold } from "../change/scaffold.ts";
import { stepsTitle } from "../change/steps-title.ts";
import { touchedBy } from "../change/touched.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { OperationContext } from "../operation/operation.ts";
import { UnknownObjectError } from "../operation/operation-error.ts";
import type { FieldPath } from "../resource/path.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import { advance } from "./advance.ts";
import type { BeyondHorizon, FoldContext, FoldedRevision, FoldedStep } from "./folded-revision.ts";
import { judgeWhen } from "./judge-when.ts";
import { KeptNames } from "./kept-names.ts";
import { type EnumLabels, labelsAfter } from "./portable-enums.ts";
import type { ResolveOperation } from "./resolve-operation.ts";
import { resolveOperation } from "./resolve-operation.ts";
import { stepId } from "./step-id.ts";
import { MadeHere, stepInverse } from "./step-inverse.ts";

/**
 * What a revision comes to when it starts from the model `before`. `only`: indexes of the steps of a squashed revision to take.
 * @throws InputError where a step cannot be what it says
 */
export function foldRevision(
  revision: RevisionResource,
  before: Model,
  context: FoldContext,
  only?: readonly number[],
): FoldedRevision | BeyondHorizon {
  try {
    return new Folding(revision, SchemaModel.from(before), context).run(only);
  } catch (error) {
    if (error instanceof Unforeseen) return { outcome: "beyondHorizon", reason: error.message };
    // Within a revision nobody can look in between, so there it is an error of the step.
    if (error instanceof UnknownObjectError && before.open && !before.unseen) return { outcome: "beyondHorizon", reason: error.message };
    throw error;
  }
}

/** A condition that only the database can judge, in a state that it is not in yet. */
export class Unforeseen extends Error {}

class Folding {
  readonly #revision: RevisionResource;
  readonly #before: SchemaModel;
  readonly #context: FoldContext;
  readonly #resolve: ResolveOperation;
  readonly #made = new MadeHere();
  readonly #kept = new KeptNames();
  #enums: EnumLabels;
  #model: SchemaModel;

  constructor(revision: RevisionResource, before: SchemaModel, context: FoldContext) {
    this.#revision = revision;
    this.#before = before;
    this.#model = before;
    this.#context = context;
    this.#resolve = context.resolve ?? resolveOperation;
    this.#enums = context.portableEnums?.before(revision.id) ?? new Map();
  }

  run(only: readonly number[] | undefined): FoldedRevision {
    const revision = this.#revision;
    const upgrade = only === undefined ? revision.upgrade : revision.upgrade.filter(({ index }) => only.includes(index));
    if (revision.when !== undefined && !this.#holds(revision.when))
      return { revision, outcome: "skipped", steps: upgrade.map(skipped), before: this.#before, after: this.#before, irreversible: null };
    const steps = upgrade.map((step) => this.#tolerated(step, () => this.#step(step)) ?? skipped(step));
    const { steps: undoable, reason } = this.#wholeWayDown(steps);
    return { revision, outcome: "applied", steps: undoable, before: this.#before, after: this.#model, irreversible: reason };
  }

  #step(step: RevisionStep): FoldedStep {
    const id = stepId(step);
    if (step.when !== undefined && !this.#holds(step.when)) return skipped(step);
    const there: ObjectRef[] = [];
    const context = this.#operationContext(step, id, ["spec", "upgrade", step.index]);
    const resolved = this.#resolve(step, this.#model, { ...context, asAsked: (ref) => void there.push(ref) });
    const holds = (change: Change) => holdsAlready(change, this.#model);
    const changes = resolved.some(holds) ? resolved.filter((change) => !holds(change)) : resolved;
    this.#kept.refuseDrops(changes, step);
    this.#kept.add(changes);
    this.#model = advance(this.#model, changes, step);
    // A rename that held before is taken back all the same: what lies below it knows the object by its old name.
    const { inverse, inverseOfAll, touched } = this.#undoing(step, resolved);
    this.#made.add(changes);
    this.#enums = labelsAfter(step, this.#enums, this.#context);
    const folded: FoldedStep = { step: id, outcome: changes.length === 0 ? "already" : "applied", changes, inverse, inverseOfAll };
    // Somebody's hand may have made it: from now on it is what the revision says.
    const all = there.length === 0 || touched === "everything" ? touched : [...(touched ?? []), ...there];
    return all === undefined ? folded : { ...folded, touched: all };
  }

  #undoing(step: RevisionStep, changes: readonly Change[]): Pick<FoldedStep, "inverse" | "inverseOfAll" | "touched"> {
    const { downgrade } = step;
    if (downgrade !== undefined) {
      const stated = this.#resolveAll(downgrade, `${stepId(step)}.down`, ["spec", "upgrade", step.index, "downgrade"]);
      return { inverse: stated, inverseOfAll: stated, touched: touchedBy(changes) };
    }
    const undo = (done: readonly Change[]) => stepInverse(this.#revision.id, done, this.#made);
    const [held, all] = [atOnce(changes), withoutScaffold(changes)];
    const inverse = undo(held);
    return { inverse, inverseOfAll: all === held ? inverse : undo(all) };
  }

  /** Where the revision states its whole way down, or that there is none, that takes the place of what the steps say. */
  #wholeWayDown(steps: readonly FoldedStep[]): { readonly steps: readonly FoldedStep[]; readonly reason: string | null } {
    const { downgrade, irreversible } = this.#revision;
    if (irreversible !== undefined)
      return { steps: steps.map((step) => ({ ...step, inverse: null, inverseOfAll: null })), reason: irreversible };
    if (downgrade === undefined) {
      const lost = steps.filter(({ outcome, inverse }) => outcome === "applied" && inverse === null);
      return { steps, reason: lost.length === 0 ? null : `nothing undoes ${stepsTitle(lost.map(({ step }) => step))}` };
    }
    const whole = this.#resolveAll(downgrade, "down", ["spec", "downgrade"]);
    // The last step is undone first: it carries all of it.
    const last = steps.findLastIndex(({ outcome }) => outcome === "applied");
    const undoing = (index: number) => (index === last ? whole : []);
    return {
      steps: steps.map((step, index) => ({
        ...step,
        inverse: undoing(index),
        inverseOfAll: undoing(index),
        touched: touchedBy(step.changes),
      })),
      reason: null,
    };
  }

  /** Steps of a way down, each against what the ones before it leave. */
  #resolveAll(steps: readonly RevisionStep[], prefix: string, path: FieldPath): readonly Change[] {
    const reached = this.#model;
    const changes = steps.flatMap(
      (step) =>
        this.#tolerated(step, () => {
          if (step.when !== undefined && !this.#holds(step.when)) return [];
          const made = this.#resolve(step, this.#model, this.#operationContext(step, `${prefix}.${stepId(step)}`, [...path, step.index]));
          this.#model = advance(this.#model, made, step);
          return made;
        }) ?? [],
    );
    // The way down is only looked at here; the revision itself goes on from where it is.
    this.#model = reached;
    return changes;
  }

  /** Undefined where something is wrong with the step and the fold goes on without it. */
  #tolerated<T>(step: RevisionStep, run: () => T): T | undefined {
    const { tolerate } = this.#context;
    if (tolerate === undefined) return run();
    try {
      return run();
    } catch (error) {
      this.#model = tolerate(error, step, this.#model);
      return undefined;
    }
  }

  #holds(when: NonNullable<RevisionStep["when"]>): boolean {
    const verdict = judgeWhen(when, this.#model, this.#context, this.#context.ask ?? (() => "unknown"));
    if (verdict === "unknown")
      throw new Unforeseen(`a condition of revision ${this.#revision.id} is to be asked of the database in a state that it is not in yet`);
    return verdict === "yes";
  }

  #operationContext(step: RevisionStep, id: string, path: FieldPath): OperationContext {
    const { grammar, kinds, defaultSchema, schemas, ignore, serverVersion, environment, live } = this.#context;
    const context: OperationContext = {
      grammar,
      kinds,
      defaultSchema,
      schemas,
      ignore,
      serverVersion,
      environment,
      live,
      revision: this.#revision.id,
      step: id,
      position: step.position,
      portableEnums: this.#enums,
    };
    const { placeIn } = this.#context;
    return placeIn === undefined
      ? context
      : { ...context, placeOf: (below, inside) => placeIn(this.#revision, [...path, step.operation, ...below], inside) };
  }
}

const skipped = (step: RevisionStep): FoldedStep => ({
  step: stepId(step),
  outcome: "skipped",
  changes: [],
  inverse: [],
  inverseOfAll: [],
});
