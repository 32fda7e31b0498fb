import type { OperationName } from "../../operation/operations.shape.ts";
import type { ResourceKind } from "../resource.ts";
import type { Validator } from "../validator.ts";

export declare const resourceValidators: Readonly<Record<ResourceKind, Validator>>;
export declare const operationValidators: Readonly<Record<OperationName, Validator>>;
export declare const stepSiblings: Validator;
