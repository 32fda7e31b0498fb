import { notYet } from "./not-yet.ts";
import type { Operation } from "./operation.ts";

/** An operation of the language on what the model does not hold yet. */
export const unmanaged = (what: string): Operation<unknown> => ({
  resolve: (_args, _model, context) => {
    throw notYet(what, "Use an `sql` step with its own `downgrade`", context);
  },
});
