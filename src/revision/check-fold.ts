import type { Change } from "../change/change.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { KeelsonError } from "../core/error.ts";
import { formatPosition } from "../core/position.ts";
import type { Found, Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import { unknownColumns } from "../model/unknown-columns.ts";
import { partPath } from "../model/entry/part-path.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import type { OperationContext } from "../operation/operation.ts";
import { OperationError, UnknownObjectError } from "../operation/operation-error.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import { Doubtful, isOpaque } from "./doubtful.ts";
import { foldGraph } from "./fold-graph.ts";
import { foldRevision, Unforeseen } from "./fold-revision.ts";
import type { FoldContext } from "./folded-revision.ts";
import type { RevisionGraph } from "./graph.ts";
import { resolveOperation } from "./resolve-operation.ts";

/** What a dialect cannot keep of an object, one diagnostic each. */
export type Refusals = (object: SchemaObject) => readonly Diagnostic[];

/**
 * Folds every revision after all that must be there before it, on every branch, and tells of every step that cannot be what it says.
 * What only follows from an earlier finding is not told.
 */
export function checkFold(graph: RevisionGraph<RevisionResource>, context: FoldContext, refusals: Refusals): readonly Diagnostic[] {
  return new FoldCheck(graph, context, refusals).run();
}

class FoldCheck {
  readonly #graph: RevisionGraph<RevisionResource>;
  readonly #context: FoldContext;
  readonly #found = new Map<string, Diagnostic>();
  readonly #refused = new Set<string>();
  readonly #doubtful = new Doubtful();

  constructor(graph: RevisionGraph<RevisionResource>, context: FoldContext, refusals: Refusals) {
    this.#graph = graph;
    const { resolve = resolveOperation } = context;
    this.#context = {
      ...context,
      resolve: (step, model, around) => {
        const changes = resolve(step, model, around);
        const find = foundAfter(model, changes);
        for (const change of changes) {
          if (change.kind !== "object" || change.after === null) continue;
          const columns = this.#doubtful.has(change.after.ref) ? [] : unknownColumns(change.after, find, around.grammar);
          this.#refuse([...refusals(change.after), ...columns], change.after, step, around);
        }
        return changes;
      },
    };
  }

  run(): readonly Diagnostic[] {
    foldGraph(this.#graph, (id, before) => this.#fold(id, before));
    return [...this.#found.values()];
  }

  #fold(id: string, before: SchemaModel): SchemaModel {
    const revision = this.#graph.node(id);
    const tolerate: FoldContext["tolerate"] = (error, step, model) => {
      this.#take(error, before);
      return this.#doubt(step, model);
    };
    const folded = foldRevision(revision, before, { ...this.#context, tolerate });
    // Whether it runs at all, only the database can tell.
    return folded.outcome === "beyondHorizon" ? revision.upgrade.reduce((model, step) => this.#doubt(step, model), before) : folded.after;
  }

  /** What the dialect cannot keep of an object is told where it is first asked for. */
  #refuse(refusals: readonly Diagnostic[], object: SchemaObject, step: RevisionStep, around: OperationContext): void {
    for (const refusal of refusals) {
      if (this.#refused.has(refusal.message)) continue;
      this.#refused.add(refusal.message);
      this.#add({ ...refusal, position: around.placeOf?.(partPath(step.args, object.ref)) ?? step.position });
    }
  }

  /** After a step of which nobody knows what it does: what it names is in doubt, and behind plain SQL all that no document made. */
  #doubt(step: RevisionStep, model: SchemaModel): SchemaModel {
    this.#doubtful.add(step);
    return isOpaque(step) ? model.opened() : model;
  }

  /** @throws what is no finding about a step */
  #take(error: unknown, before: SchemaModel): void {
    if (error instanceof Unforeseen) return;
    // What plain SQL of an earlier revision has made is known when this one runs.
    if (error instanceof UnknownObjectError && before.open) return;
    if (!(error instanceof KeelsonError) || !hasErrors(error.diagnostics)) throw error;
    if (error instanceof OperationError && error.about !== undefined && this.#doubtful.has(error.about)) return;
    for (const diagnostic of error.diagnostics) this.#add(diagnostic);
  }

  #add(diagnostic: Diagnostic): void {
    const { code, message, position } = diagnostic;
    const key = `${code} ${position === undefined ? message : formatPosition(position)}`;
    if (!this.#found.has(key)) this.#found.set(key, diagnostic);
  }
}

/** What is there after the changes of a step, or was before it; nobody knows where a name goes on under another one. */
function foundAfter(model: Model, changes: readonly Change[]): (ref: ObjectRef) => Found {
  const made = new Map<string, SchemaObject>();
  for (const change of changes) {
    if (change.kind !== "object") return () => "unknown";
    if (change.after !== null) made.set(refKey(change.after.ref), change.after);
  }
  return (ref) => made.get(refKey(ref)) ?? model.get(ref);
}
