import type { Operation } from "./operation.ts";
import type { OperationArguments } from "./operations.shape.ts";
import { regularOperations } from "./regular.ts";

const { create } = regularOperations("enum");

/** Where the dialect has no enums nothing is created: columns of this one become text with a check. */
export const createEnum: Operation<OperationArguments["createEnum"]> = {
  resolve: (args, model, context) => (context.kinds.includes("enum") ? create.resolve(args, model, context) : []),
};
