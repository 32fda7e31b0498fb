import type { JudgedMember, MemberState } from "./member.ts";
import type { Rollout } from "./rollout.ts";

const mostNamed = 5;

/** Where a rollout stands, in one sentence for people. */
export function describeRollout(rollout: Rollout, members: readonly JudgedMember[]): string {
  const ready = `${members.filter(({ state }) => state === "ready").length} of ${members.length} databases are ready`;
  const failed = named(members, "failed");
  const failures = failed === "" ? "" : `; failed: ${failed}`;
  switch (rollout.kind) {
    case "done":
      return `${ready}${failures}`;
    case "underWay": {
      const working = named(
        members.filter(({ wave }) => wave === rollout.wave),
        "underWay",
      );
      return `Wave ${rollout.wave} is under way, ${ready}${working === "" ? "" : `; at work: ${working}`}${failures}`;
    }
    case "paused":
      return `Wave ${rollout.wave} is through, the next begins at ${rollout.until.toISOString()}; ${ready}${failures}`;
    case "stopped": {
      const left = members.filter(({ state }) => state === "behind" || state === "held").length;
      return `Wave ${rollout.wave} stopped the rollout, failed: ${failed}; ${left === 0 ? "all others have gone" : `${left} databases are left as they are`}`;
    }
  }
}

function named(members: readonly JudgedMember[], state: MemberState): string {
  const those = members.filter((member) => member.state === state);
  const first = those.slice(0, mostNamed).map(describe).join("; ");
  return those.length > mostNamed ? `${first}; and ${those.length - mostNamed} more` : first;
}

function describe({ wanted, found, reason, state }: JudgedMember): string {
  const condition = found?.status?.conditions?.find(({ type }) => type === "Ready");
  const { name } = wanted.metadata;
  if (reason !== undefined) return `${name} (${reason.word}: ${reason.message})`;
  if (condition === undefined || condition.status === "True") return name;
  return state === "failed" ? `${name} (${condition.reason}: ${condition.message})` : `${name} (${condition.reason})`;
}
