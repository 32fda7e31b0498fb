import type { InputError } from "../core/error.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/** A part of the language that this version does not carry out; it says so before anything runs. */
export const notYet = (what: string, remedy: string, context: OperationContext): InputError =>
  operationError("not-managed-yet", `this version does not carry out ${what} yet`, remedy, context);
