import { consent } from "./consent.ts";
import { destructive } from "./destructive.ts";
import { downgrade } from "./downgrade.ts";
import { drift } from "./drift.ts";
import type { Gate, GateFinding, GateInput } from "./gate.ts";
import { hazards } from "./hazards.ts";
import { maxDrops } from "./max-drops.ts";
import { suspend } from "./suspend.ts";
import { window } from "./window.ts";

/** Every rule of policy, in the order in which a plan meets them. */
export const gates: readonly Gate[] = [
  // Nothing runs while somebody said stop.
  suspend,
  // Nothing is built on a state that nobody wrote, where policy says so.
  drift,
  // Nothing is walked back that was not meant to be.
  downgrade,
  // No data is lost without policy's word: runs that nobody watches.
  destructive,
  // No data is lost without a person's word: commands.
  consent,
  // No lock, rewrite or scan that the document wants to see first.
  hazards,
  // No source cut short empties a database.
  maxDrops,
  // Last, so that what waits for a person is told before what only waits for the night.
  window,
];

/** What holds a run even where there is nothing to apply. */
const standing: readonly Gate[] = [suspend, drift];

/** Every reason why the plan may not run now; none: it may. */
export function gatePlan(input: GateInput): readonly GateFinding[] {
  const { walks, difference } = input.plan;
  const asked = walks.length === 0 && difference.length === 0 ? standing : gates;
  return asked.map((gate) => gate(input)).filter((finding) => finding !== null);
}
