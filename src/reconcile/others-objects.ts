import { type ObjectRef, refKey } from "../model/ref.ts";
import type { FoldedStep } from "../revision/folded-revision.ts";
import type { Look } from "./look.ts";

/** What is in the database and not ours, until a step of the way up names it. */
export class OthersObjects {
  readonly #look: Pick<Look, "expected" | "live" | "ours">;
  readonly #claimed = new Set<string>();

  constructor(look: Pick<Look, "expected" | "live" | "ours">) {
    this.#look = look;
  }

  /** The step, with what of others it finds or alters: its way down gives that back. */
  readonly claimedBy = (step: FoldedStep): FoldedStep => {
    const altered = step.changes.flatMap((change) => (change.kind === "object" && change.before !== null ? [change.before.ref] : []));
    const asAsked = step.touched === "everything" ? [] : (step.touched ?? []);
    const found = [...altered, ...asAsked].filter((ref) => this.#claims(ref));
    return found.length === 0 ? step : { ...step, found };
  };

  /** True the first time. */
  #claims(ref: ObjectRef): boolean {
    const { expected, live, ours } = this.#look;
    const key = refKey(ref);
    if (this.#claimed.has(key) || ours.has(ref) || !live.has(ref)) return false;
    if (ours.owns(ref) && expected.has(ref)) return false;
    this.#claimed.add(key);
    return true;
  }
}
