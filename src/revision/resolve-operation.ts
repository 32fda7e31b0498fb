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
  const changes = operation.resolve(step.args, model, context);
  return changes.some(saysStorage) ? changes.map((change) => asKept(change, model, context)) : changes;
};

/** Only a table says something of columns that it has from elsewhere. */
const saysStorage = (change: Change): boolean =>
  change.kind === "object" && change.after?.kind === "table" && change.after.body.columnSettings !== undefined;

function asKept(change: Change, model: Model, { grammar }: OperationContext): Change {
  if (change.kind !== "object") return change;
  const after = withoutUsualStorage(change.after, model, grammar);
  return after === change.after ? change : { ...change, after };
}

/** Resolves operations from outside, and the language's own. */
export const resolveWith =
  (outside: OutsideOperations): ResolveOperation =>
  (step, model, context) => {
    const operation = outside.get(step.operation) as Operation<unknown> | undefined;
    return operation === undefined ? resolveOperation(step, model, context) : operation.resolve(step.args, model, context);
  };
