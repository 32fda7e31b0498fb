import type { Condition } from "../../status/condition.ts";
import type { Status } from "../../status/status.ts";
import type { EventText } from "./record-event.ts";

/** What to tell where Ready became another, or for another reason; null where nothing did. */
export function transitionOf(before: readonly Condition[], { conditions }: Pick<Status, "conditions">): EventText | null {
  const last = before.find(({ type }) => type === "Ready");
  const now = conditions.find(({ type }) => type === "Ready");
  if (now === undefined || (last?.status === now.status && last.reason === now.reason)) return null;
  const isStalled = conditions.some(({ type, status }) => type === "Stalled" && status === "True");
  return { type: isStalled ? "Warning" : "Normal", reason: now.reason, note: now.message };
}
