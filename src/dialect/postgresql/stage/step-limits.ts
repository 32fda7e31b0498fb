import type { Milliseconds } from "../../../core/duration.ts";
import type { Instruction } from "../../../instruction/instruction.ts";
import { beforeEnd, endHold, markUntil, renewHold } from "./hold-budget.ts";
import type { Part } from "./stage-message.ts";

/** A statement of a stage with the instruction that it is of. */
export interface PartOf {
  readonly part: Part;
  readonly instruction: Instruction;
}

export interface Limits {
  /** How long strong locks are held; null where none are. */
  readonly budget: Milliseconds | null;
  /** Of the policy; 0: none. */
  readonly statementTimeout: Milliseconds;
}

/**
 * The statements, each under what its step and the locks allow: a step with a `timeout` has that for all of its statements together, and the
 * budget of the locks goes on meanwhile.
 */
export function limited(parts: readonly PartOf[], { budget, statementTimeout }: Limits): readonly Part[] {
  const [held, shared] = [budget !== null, budget !== null && parts.length > 1];
  const result: Part[] = [];
  for (const [at, { part, instruction }] of parts.entries()) {
    const { timeout, step } = instruction;
    const before = parts[at - 1]?.instruction;
    const goesOn = before?.timeout === timeout && before?.step === step;
    if (timeout === undefined) {
      if (held && at > 0) result.push({ ...ours(renewHold), limit: "hold" });
      if (!held && before?.timeout !== undefined) result.push(ours(`SET LOCAL statement_timeout = ${statementTimeout}`));
      result.push(held ? { ...part, limit: "hold" } : part);
      continue;
    }
    // What sets the limit runs under the one before it.
    const own = { limit: budget !== null && budget < timeout ? "hold" : "step", timeout } as const;
    if (!goesOn) result.push({ ...ours(markUntil("keelson.step_until", timeout)), ...(held && { limit: "hold" }) });
    result.push({
      ...ours(beforeEnd(shared ? ["keelson.step_until", "keelson.hold_until"] : ["keelson.step_until"], held ? budget : null)),
      ...(goesOn && own),
    });
    result.push({ ...part, ...own });
  }
  return parts.at(-1)?.instruction.timeout === undefined ? result : [...result, ours(endHold)];
}

const ours = (sql: string): Part => ({ sql, written: null, limit: "none" });
