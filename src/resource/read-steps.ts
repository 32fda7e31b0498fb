import { didYouMean } from "../core/did-you-mean.ts";
import { parseDuration } from "../core/duration.ts";
import { operationValidators, stepSiblings } from "./generated/validators.js";
import { ourWordFor } from "./other-words.ts";
import { type FieldPath, formatPath } from "./path.ts";
import type { ReadContext } from "./read-context.ts";
import type { RevisionStep } from "./resource.ts";
import type { StepEntry } from "./shape/revision.shape.ts";
import type { Validator } from "./validator.ts";

const siblings: ReadonlySet<string> = new Set(["id", "when", "downgrade", "onFailure", "timeout"]);

/** Whether a step may state its own way down: one that is a way down itself may not. */
export type Direction = "up" | "down";

/** The steps of a list, each told apart by its one operation key and validated by that operation's shape. */
export function readSteps(
  list: unknown,
  path: FieldPath,
  direction: Direction,
  operations: Readonly<Record<string, Validator>>,
  context: ReadContext,
): RevisionStep[] {
  if (!Array.isArray(list)) return [];
  const steps = list.map((entry: unknown, index) => readStep(entry, index, [...path, index], direction, operations, context));
  const read = steps.filter((step) => step !== undefined);
  checkIds(read, path, context);
  return read;
}

function readStep(
  entry: unknown,
  index: number,
  path: FieldPath,
  direction: Direction,
  operations: Readonly<Record<string, Validator>>,
  context: ReadContext,
): RevisionStep | undefined {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    context.find({
      code: "wrong-type",
      message: `${formatPath(path)} is no step`,
      remedy: "Write a map with one operation as its key, such as `- addColumn: …`",
      path,
      part: "value",
    });
    return undefined;
  }
  const operation = operationOf(Object.keys(entry), path, operations, context);
  const isSound = context.validate(stepSiblings, entry, path);
  const step = entry as StepEntry & Readonly<Record<string, unknown>>;
  if (direction === "down" && step.downgrade !== undefined)
    context.find({
      code: "nested-downgrade",
      message: `${formatPath(path)} is a way down and states one itself`,
      remedy: "Delete this downgrade",
      path: [...path, "downgrade"],
      part: "key",
    });
  if (direction === "down" && step.timeout !== undefined)
    context.find({
      code: "timeout-in-downgrade",
      message: `${formatPath(path)} is a way down and has a timeout of its own`,
      remedy: "Give the timeout to the step that it undoes: it holds in both directions",
      path: [...path, "timeout"],
      part: "key",
    });
  const downgrade =
    step.downgrade === undefined ? {} : { downgrade: readSteps(step.downgrade, [...path, "downgrade"], "down", operations, context) };
  if (operation === undefined) return undefined;
  const args = step[operation];
  const validator = validatorOf(operation, operations);
  if (validator === undefined || !context.validate(validator, args, [...path, operation])) return undefined;
  const timeout = typeof step.timeout === "string" ? parseDuration(step.timeout) : undefined;
  return {
    index,
    operation,
    args: args as RevisionStep["args"],
    position: context.document.locate(path, "value"),
    ...(step.id === undefined ? {} : { id: step.id }),
    ...(step.when === undefined || !isSound ? {} : { when: step.when }),
    ...downgrade,
    ...(step.onFailure === undefined ? {} : { onFailure: step.onFailure }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

/** The one operation key of a step; what is beside it and no sibling is told. */
function operationOf(
  keys: readonly string[],
  path: FieldPath,
  operations: Readonly<Record<string, Validator>>,
  context: ReadContext,
): string | undefined {
  const others = keys.filter((key) => !siblings.has(key));
  const known = others.filter((key) => validatorOf(key, operations) !== undefined);
  const [first, second] = known;
  if (others.length === 0) {
    context.find({
      code: "empty-step",
      message: `${formatPath(path)} has no operation`,
      remedy: "Write one operation as the key, such as `addColumn`, or delete the step",
      path,
      part: "value",
    });
    return undefined;
  }
  for (const key of others.filter((other) => !known.includes(other))) {
    const candidates = [...Object.keys(operationValidators), ...Object.keys(operations), ...(known.length > 0 ? siblings : [])];
    const ourWord = ourWordFor(key);
    const meant = didYouMean(key, candidates);
    const remedy = meant === undefined ? "See the list of operations in the reference" : `Did you mean ${JSON.stringify(meant)}?`;
    if (known.length > 0)
      context.find({
        code: "unknown-field",
        message: `${formatPath(path)} has no field ${JSON.stringify(key)}`,
        remedy,
        path: [...path, key],
        part: "key",
      });
    else
      context.find({
        code: "unknown-operation",
        message: `there is no operation ${JSON.stringify(key)}`,
        remedy: ourWord === undefined ? remedy : `Write ${ourWord}`,
        path: [...path, key],
        part: "key",
      });
  }
  if (second !== undefined)
    context.find({
      code: "several-operations",
      message: `${formatPath(path)} has ${known.length} operations: ${known.join(", ")}`,
      remedy: "Write each as a step of its own, with a `-` before it",
      path: [...path, second],
      part: "key",
    });
  return known.length === 1 ? first : undefined;
}

function validatorOf(operation: string, operations: Readonly<Record<string, Validator>>): Validator | undefined {
  if (Object.hasOwn(operationValidators, operation)) return (operationValidators as Readonly<Record<string, Validator>>)[operation];
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}

function checkIds(steps: readonly RevisionStep[], path: FieldPath, context: ReadContext): void {
  const seen = new Set<string>();
  for (const { id, index } of steps) {
    if (id === undefined) continue;
    if (seen.has(id))
      context.find({
        code: "duplicate-step",
        message: `two steps have the id ${JSON.stringify(id)}`,
        remedy: "Give one of them another id",
        path: [...path, index, "id"],
        part: "value",
      });
    seen.add(id);
  }
}
