import { standings } from "../../../status/situation.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { sourceDigestAnnotation } from "../../object/database-set-object.ts";
import { covers } from "./covers.ts";
import type { JudgedMember, Member, MemberState } from "./member.ts";
import { pinned } from "./target-database.ts";

/** How a member stands if it may go to this state of the source; null: to whichever there is. */
export function judgeMember(member: Member, source: string | null): JudgedMember {
  const wanted = pinned(member.wanted, source);
  const { found, refusal } = member;
  const judged = (state: MemberState, word?: string, message = ""): JudgedMember => ({
    ...member,
    wanted,
    state,
    ...(word === undefined ? {} : { reason: { word, message } }),
  });
  const owner = found === undefined ? undefined : otherOwner(found, wanted);
  if (owner !== undefined) return judged("failed", "OwnedElsewhere", `the Database ${wanted.metadata.name} belongs to ${owner}`);
  if (refusal !== undefined) return judged("failed", standings.refused.reason, refusal);
  if (found?.metadata.deletionTimestamp !== undefined)
    return judged("underWay", "Deleting", "the Database is being deleted, and made again then");
  if (found === undefined || !isAsWanted(found, wanted, source))
    return judged("behind", standings.awaitingRollout.reason, "its turn has not come");
  return judged(stateOf(found, wanted, source));
}

/** How a member stands before anybody has shown that the source is good. */
export function judgeHeld(member: Member): JudgedMember {
  const allowed = member.found?.metadata.annotations?.[sourceDigestAnnotation];
  const judged = judgeMember(member, allowed ?? null);
  const waits = judged.state === "behind" || allowed === undefined || reasonOf(member.found) === standings.awaitingRollout.reason;
  if (judged.state === "failed" || !waits) return judged;
  return { ...judged, state: "held", reason: { word: standings.awaitingRollout.reason, message: "its turn has not come" } };
}

/** Who else says what becomes of it. */
function otherOwner(found: DatabaseObject, wanted: DatabaseObject): string | undefined {
  const own = wanted.metadata.ownerReferences?.[0]?.uid;
  const other = found.metadata.ownerReferences?.find(({ controller, uid }) => controller === true && uid !== own);
  return other && `${other.kind} ${other.name}`;
}

const isAsWanted = (found: DatabaseObject, wanted: DatabaseObject, source: string | null): boolean =>
  (found.metadata.annotations?.[sourceDigestAnnotation] ?? null) === source &&
  covers(found.metadata.labels, wanted.metadata.labels) &&
  covers(found.metadata.annotations, wanted.metadata.annotations) &&
  found.metadata.ownerReferences?.some(({ uid }) => uid === wanted.metadata.ownerReferences?.[0]?.uid) === true &&
  covers(found.spec, wanted.spec);

function stateOf(found: DatabaseObject, wanted: DatabaseObject, source: string | null): MemberState {
  const { status, metadata } = found;
  const isSeen = status?.observedGeneration === metadata.generation;
  const holds = (wantedType: string): boolean =>
    status?.conditions?.some(({ type, status: is }) => type === wantedType && is === "True") === true;
  if (!isSeen) return "underWay";
  if (reasonOf(found) === standings.suspended.reason)
    return (wanted.spec as { readonly suspend?: boolean }).suspend === true ? "resting" : "underWay";
  if (holds("Stalled")) return "failed";
  return holds("Ready") && (source === null || status?.source?.digest === source) ? "ready" : "underWay";
}

const reasonOf = (database: DatabaseObject | undefined): string | undefined =>
  database?.status?.conditions?.find(({ type }) => type === "Ready")?.reason;
