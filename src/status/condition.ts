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
  const earlier = new Map(before.map((condition) => [condition.type, condition]));
  const condition = (type: ConditionType, status: Condition["status"]): Condition => {
    const last = earlier.get(type);
    const lastTransitionTime = last?.status === status ? last.lastTransitionTime : now.toISOString();
    return { type, status, reason, message, lastTransitionTime };
  };
  const result = [condition("Ready", ready === "asItWas" ? (earlier.get("Ready")?.status ?? "Unknown") : ready)];
  for (const type of ["Reconciling", "Stalled"] as const) if (beside.includes(type)) result.push(condition(type, "True"));
  if (drifted === "yes" || beside.includes("Drifted")) result.push(condition("Drifted", "True"));
  if (approved !== undefined) result.push(condition("Approved", approved));
  return result;
}
