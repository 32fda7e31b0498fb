import { type Situation, standings } from "./situation.ts";

export const conditionTypes = ["Ready", "Reconciling", "Stalled", "Drifted", "Approved"] as const;
export type ConditionType = (typeof conditionTypes)[number];

/** A condition as kstatus reads it. */
export interface Condition {
  readonly type: ConditionType;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  /** ISO 8601; moves only when `status` does. */
  readonly lastTransitionTime: string;
}

export interface ConditionInput {
  readonly situation: Situation;
  /** For people, one sentence. */
  readonly message: string;
  /** Drift was seen, whatever the situation. */
  readonly drifted: "yes" | "no";
  /** Whether the plan at hand has its approvals; undefined where none is wanted. */
  readonly approved?: "True" | "False";
  readonly now: Date;
  readonly before: readonly Condition[];
}

/** The conditions of a situation. Transition times are carried over from `before` where the status is the same. */
export function conditionsOf({ situation, message, drifted, approved, now, before }: ConditionInput): readonly Condition[] {
  const { ready, beside, reason } = standings[situation];
  const condition = (type: ConditionType, status: Condition["status"]): Condition =>
    since(before, { type, status, reason, message, lastTransitionTime: now.toISOString() });
  const earlier = before.find(({ type }) => type === "Ready")?.status;
  const result = [condition("Ready", ready === "asItWas" ? (earlier ?? "Unknown") : ready)];
  for (const type of ["Reconciling", "Stalled"] as const) if (beside.includes(type)) result.push(condition(type, "True"));
  if (drifted === "yes" || beside.includes("Drifted")) result.push(condition("Drifted", "True"));
  if (approved !== undefined) result.push(condition("Approved", approved));
  return result;
}

/** A condition that was as it is before: since then. */
export function since(before: readonly Condition[], condition: Condition): Condition {
  const earlier = before.find(({ type }) => type === condition.type);
  return earlier?.status === condition.status ? { ...condition, lastTransitionTime: earlier.lastTransitionTime } : condition;
}
