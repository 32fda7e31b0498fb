import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import { ddlKinds } from "../model/ref.ts";
import type { ddlOperationShapes } from "./ddl-operations.shape.ts";
import type { Operation } from "./operation.ts";
import type { OperationArguments } from "./operations.shape.ts";
import { operationSuffix } from "./operation-suffix.ts";
import { regularOperations } from "./regular.ts";

type DdlOperations = { readonly [N in keyof typeof ddlOperationShapes]: Operation<OperationArguments[N]> };

/** Create, drop, alter and, where it has a name, rename of every kind that is given as its statement. */
export const ddlOperations = Object.fromEntries(
  ddlKinds.flatMap((kind) => {
    const suffix = operationSuffix(kind);
    const { create, drop, alter, rename } = regularOperations(kind);
    return [
      [`create${suffix}`, create],
      [`drop${suffix}`, drop],
      [`alter${suffix}`, alter],
      ...(ddlTraits[kind].renamed === "cannot" ? [] : [[`rename${suffix}`, rename]]),
    ];
  }),
) as unknown as DdlOperations;
