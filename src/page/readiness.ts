import type { Condition } from "../status/condition.ts";
import type { Status } from "../status/status.ts";
import { type Html, html } from "./html.ts";

/** Whether all is as it should be, by word and colour; null: nobody has looked yet. */
export function readiness(status: Pick<Status, "reason" | "conditions"> | null): Html {
  const ready = status?.conditions.find(({ type }) => type === "Ready");
  if (status === null || ready === undefined) return mark("unknown", "Not looked at yet");
  // The conditions are about a spec that was changed since.
  if (ready.reason !== status.reason) return mark("unknown", status.reason);
  const isStalled = status.conditions.some((condition) => condition.type === "Stalled" && condition.status === "True");
  const tone = isStalled ? "bad" : tones[ready.status];
  return mark(status.conditions.some(isDrifted) && tone === "good" ? "warn" : tone, status.reason);
}

const tones: Readonly<Record<Condition["status"], string>> = { True: "good", False: "busy", Unknown: "unknown" };

const isDrifted = ({ type, status }: Condition): boolean => type === "Drifted" && status === "True";

/** A word on a coloured ground. */
export const mark = (tone: string, word: string): Html => html`<span class="mark ${tone}">${word}</span>`;
