import type { Change } from "../../../../change/change.ts";
import type { Hazard } from "../../../../instruction/instruction.ts";
import { inTransaction } from "../statement/statements.ts";
import type { AroundOthers, Remade } from "./remade.ts";
import type { Remakeable, RemadeKind } from "./remakes.ts";

/** What no ALTER leads to goes and comes as it is to be; what is not said of it stays. */
export const madeAnew = <K extends RemadeKind>(
  before: Remakeable & { readonly kind: K },
  after: Remakeable & { readonly kind: K },
  change: Change,
  { hazards = [], users = [] }: { readonly hazards?: readonly Hazard[]; readonly users?: readonly Remade[] },
): AroundOthers => ({
  ...inTransaction([], [change]),
  around: [
    { before, after: after.comment === undefined ? { ...after, comment: before.comment ?? null } : after, parts: [], hazards },
    ...users,
  ],
});
