import type { Change } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import { withoutUsualStorage } from "../model/without-usual-storage.ts";
import type { Operation, OperationContext } from "../operation/operation.ts";
import { operationError } from "../operation/operation-error.ts";
import { operations } from "../operation/registry.ts";
import type { RevisionStep } from "../resource/resource.ts";
import type { OutsideOperations } from "./outside-operation.ts";

/** The changes of one step. @throws InputError */
export type ResolveOperation = (step: RevisionStep, model: Model, context: OperationContext) => readonly Change[];

/** Resolves the language's own operations. Arguments were checked against the operation's shape when the document was read. */
export const resolveOperation: ResolveOperation = (step, model, context) => {
  const operation = (operations as Readonly<Record<string, Operation<unknown>>>)[step.operation];
  if (operation === undefined)
    throw operationError(
      "unknown-operation",
      `there is no operation ${step.operation}`,
      "Correct the name, or register the operation",
      context,
    );
  return operation.resolve(step.args, model, context).map((change) => {
    const after = change.kind === "object" ? withoutUsualStorage(change.after, model, context.grammar) : null;
    return change.kind !== "object" || after === change.after ? change : { ...change, after };
  });
};

/** Resolves operations from outside, and the language's own. */
export const resolveWith =
  (outside: OutsideOperations): ResolveOperation =>
  (step, model, context) => {
    const operation = outside.get(step.operation) as Operation<unknown> | undefined;
    return operation === undefined ? resolveOperation(step, model, context) : operation.resolve(step.args, model, context);
  };
