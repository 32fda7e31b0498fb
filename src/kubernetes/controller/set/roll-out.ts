import type { Next } from "../../../queue/work-queue.ts";
import { keyOf } from "../../client/api-object.ts";
import type { DatabaseSetObject, DatabaseSetStatus } from "../../object/database-set-object.ts";
import { readObject } from "../../object/read-object.ts";
import type { EventText } from "../../report/record-event.ts";
import type { OperatorContext } from "../operator-context.ts";
import { applyMember } from "./apply-member.ts";
import { giveUp, isOwnedBy, onRemoveOf } from "./give-up.ts";
import { judgeMembers } from "./judge-members.ts";
import type { JudgedMember, Member } from "./member.ts";
import { checkMembers, membersOf } from "./members-of.ts";
import { nextStep, type RolloutStep } from "./rollout.ts";
import type { SetParts } from "./set-parts.ts";
import { rolloutStatus } from "./set-status.ts";
import { wavesOf } from "./wave.ts";

export interface RolledOut {
  readonly status: DatabaseSetStatus;
  readonly events: readonly EventText[];
  readonly next: Next;
}

/** Repairs what no watch told of. Milliseconds. */
const resync = 300_000;

/** Brings the Databases of a set as far as its waves allow now. @throws InputError before anything is touched */
export async function rollOut(
  context: OperatorContext,
  parts: SetParts,
  key: string,
  set: DatabaseSetObject,
  signal: AbortSignal,
): Promise<RolledOut> {
  const { verbs, directories, clock } = context;
  const reading = { dialects: [...verbs.dialects.keys()], directories };
  const { spec } = readObject("DatabaseSet", set, reading);
  const { namespace = "default" } = set.metadata;
  const secrets = spec.selector === undefined ? [] : await parts.secrets.select(key, namespace, spec.selector.matchLabels ?? {});
  const members = membersOf(set, spec, secrets);
  parts.checked.set(key, checkMembers(set, members, reading, parts.checked.get(key) ?? new Set()));
  parts.follow(
    key,
    members.map(({ wanted }) => keyOf(wanted)),
  );

  const pace = spec.suspend === true ? "rests" : "goes";
  const events: EventText[] = pace === "rests" ? [] : [...(await giveUpOthers(context, parts, set, members))];
  const refusals = new Map<string, string>();
  const tried = new Set<string>();
  const look = (): RolloutStep & { readonly judged: readonly JudgedMember[] } => {
    const judged = judgeMembers(
      members.map((member) => asFound(parts, refusals, member)),
      spec.waves === undefined ? "free" : "followed",
    );
    return { judged, ...nextStep({ waves: wavesOf(spec), members: judged, pauses: set.status?.pauses ?? [], now: clock.now() }) };
  };
  let step = look();
  for (let go = step.go; pace === "goes" && !signal.aborted; go = step.go.filter(({ target }) => !tried.has(target))) {
    const [member] = go;
    if (member === undefined) break;
    tried.add(member.target);
    const applied = await applyMember(context.transport, member);
    if (applied.kind === "refused") refusals.set(member.target, applied.message);
    else parts.databases.note(applied.database);
    if (applied.kind === "adopted")
      events.push({
        type: "Normal",
        reason: "Adopted",
        note: `Database ${member.wanted.metadata.name} was there and belongs to the set now`,
      });
    step = look();
  }
  return { status: rolloutStatus(set, step, step.judged, pace, clock.now()), events, next: nextOf(step, refusals.size, clock.now()) };
}

/** Databases of targets that are gone. */
async function giveUpOthers(
  { transport }: OperatorContext,
  parts: SetParts,
  set: DatabaseSetObject,
  members: readonly Member[],
): Promise<readonly EventText[]> {
  const names = new Set(members.map(({ wanted }) => keyOf(wanted)));
  const onRemove = onRemoveOf(set);
  const events: EventText[] = [];
  for (const database of [...parts.databases.all()].filter(
    (one) => isOwnedBy(set, one) && !names.has(keyOf(one)) && one.metadata.deletionTimestamp === undefined,
  )) {
    const left = await giveUp(transport, set, database, onRemove);
    if (left !== undefined) parts.databases.note(left);
    const { name } = database.metadata;
    events.push(
      onRemove === "delete"
        ? { type: "Normal", reason: "Deleted", note: `Database ${name} has no target any more and is deleted` }
        : { type: "Normal", reason: "Orphaned", note: `Database ${name} has no target any more and belongs to nobody` },
    );
  }
  return events;
}

function asFound({ databases }: SetParts, refusals: ReadonlyMap<string, string>, member: Member): Member {
  const found = databases.get(keyOf(member.wanted));
  const refusal = refusals.get(member.target);
  return { ...member, ...(found === undefined ? {} : { found }), ...(refusal === undefined ? {} : { refusal }) };
}

function nextOf({ rollout }: RolloutStep, refused: number, now: Date): Next {
  if (refused > 0) return { kind: "retry" };
  const pause = rollout.kind === "paused" ? rollout.until.getTime() - now.getTime() : resync;
  return { kind: "after", pause: Math.min(resync, Math.max(0, pause)) };
}
