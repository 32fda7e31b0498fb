import { judgeHeld, judgeMember } from "./judge-member.ts";
import type { JudgedMember, Member } from "./member.ts";

/** `followed`: whoever comes later may go only to what whoever is first has gone to. `free`: each goes where its source is. */
export type SourceOrder = "followed" | "free";

/**
 * How all members stand; they come in the order of the rollout. Where the source is followed the first goes to whatever it holds, and the others to that very state once
 * the first is ready: a source that moves by itself moves through the waves like a change to the template. Who failed passes the lead on to the next, who goes only as
 * far as the failures of its wave allow.
 */
export function judgeMembers(members: readonly Member[], order: SourceOrder): readonly JudgedMember[] {
  let shown: string | "nobody" | "unknown" = "nobody";
  return members.map((member) => {
    if (order === "free") return judgeMember(member, null);
    if (shown === "unknown") return judgeHeld(member);
    if (shown !== "nobody") return judgeMember(member, shown);
    const leader = judgeMember(member, null);
    if (leader.state === "failed") return leader;
    shown = (leader.state === "ready" || leader.state === "resting" ? leader.found?.status?.source?.digest : undefined) ?? "unknown";
    return leader;
  });
}
