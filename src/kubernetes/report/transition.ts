import type { Condition, ConditionType } from "../../status/condition.ts";
import type { Status } from "../../status/status.ts";
import type { EventText } from "./record-event.ts";

/** What to tell where Ready became another, or for another reason, or where drift came or went; null where nothing did. */
export function transitionOf(before: readonly Condition[], { conditions }: Pick<Status, "conditions">): EventText | null {
  const last = before.find(({ type }) => type === "Ready");
  const now = conditions.find(({ type }) => type === "Ready");
  const [drifted, drifts] = [holds(before, "Drifted"), holds(conditions, "Drifted")];
  if (now === undefined || (last?.status === now.status && last.reason === now.reason && drifted === drifts)) return null;
  const isWarning = holds(conditions, "Stalled") || (drifts && !drifted);
  return { type: isWarning ? "Warning" : "Normal", reason: now.reason, note: now.message };
}

const holds = (conditions: readonly Condition[], wanted: ConditionType): boolean =>
  conditions.some(({ type, status }) => type === wanted && status === "True");
