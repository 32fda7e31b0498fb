import { readDefaultPrivileges } from "../model/entry/read/read-default-privileges.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { SetDefaultPrivilegesArguments } from "./default-privileges.shape.ts";
import { reading } from "./model-context.ts";
import type { Operation } from "./operation.ts";
import { toState } from "./state-object.ts";

export const setDefaultPrivileges: Operation<SetDefaultPrivilegesArguments> = {
  resolve: (args, model, context) => {
    const wanted = reading(model, context, (entries) => readDefaultPrivileges(args, entries, []));
    return toState(wanted.ref, describeKind(wanted.kind).isUsual?.(wanted) === true ? null : wanted, model, context);
  },
};
