import type { Digest } from "../core/digest.ts";
import { differenceUnderWay } from "../execute/difference-record.ts";
import { hasBegun } from "../execute/walk-record.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { HistoryEntry, JournalSnapshot } from "../port/journal.ts";
import type { Inspection } from "../port/session.ts";
import { refuseBroken } from "./broken-history.ts";
import { type Drift, extraIn, findDrift } from "./drift.ts";
import { markElsewhere } from "./elsewhere.ts";
import { advance, type Expectation, readExpectation, without } from "./expectation.ts";
import { hasMoved } from "./has-moved.ts";
import { isKnownAsLeft, rememberAsLeft } from "./known-left.ts";
import { isAnythingLost, refuseElsewhere, refuseOlder } from "./older-state.ts";
import { type Ownership, ownership } from "./ownership.ts";
import { refuseReplaced } from "./replaced.ts";
import { respelled, spellerOf } from "./respelled.ts";
import type { Run } from "./run.ts";
import { nothing, type Seen, see, type Unmanaged } from "./see.ts";
import { mayHoldSecrets, holdersLeft, withSecretNames } from "./secret-names.ts";
import { type Since, touchedSince } from "./touched-since.ts";

/** The database as it is now, beside what the journal says that we left. */
export interface Look {
  /** null: no journal yet. */
  readonly snapshot: JournalSnapshot | null;
  readonly inspection: Inspection;
  /** As `Reading` has them. */
  readonly answers: ReadonlySet<Digest>;
  readonly live: Model;
  /** Who spelled it. */
  readonly speller: string;
  /** What runs of ours left; the live model where no run did. */
  readonly expected: SchemaModel;
  readonly ours: Ownership;
  readonly drift: readonly Drift[];
  /** The history, newest first, where anything of ours is gone or changed; nothing where not. */
  readonly past: readonly HistoryEntry[];
}

/**
 * Reads journal and catalogue. @throws DatabaseReplacedError where everything of ours is gone, DatabaseOlderError where it is as it was before the
 * newest revisions, HistoryBrokenError where rows of the history are gone
 */
export async function look(
  run: Run,
  unmanaged: Unmanaged = "leftOut",
  seen = see(run, unmanaged, run.options.left && nothing),
): Promise<Look> {
  const from = await seen;
  const [looked] = await Promise.allSettled([lookBeside(from, run)]);
  const odd = looked.status === "rejected" || looked.value.drift.length > 0;
  if (odd && (await hasMoved(run, from.snapshot))) return look(run, unmanaged);
  if (looked.status === "rejected") throw looked.reason;
  return looked.value;
}

async function lookBeside({ snapshot, reading }: Seen, run: Run): Promise<Look> {
  const { session, settings } = run;
  // The server is asked before the stored model is read: of a large schema that takes a quarter of a second. What is wrong with the journal is told first.
  const [inspected] = await Promise.allSettled([
    reading.then(async ({ answers, inspection }) => ({ answers, inspection: await inspection() })),
  ]);
  const isKnown = snapshot !== null && inspected.status === "fulfilled" && isKnownAsLeft(run, { snapshot, ...inspected.value });
  const stored = isKnown || snapshot === null || snapshot.model === null ? null : readExpectation(snapshot.model);
  if (snapshot !== null && !isKnown) refuseBroken(snapshot, stored?.seq ?? 0);
  if (inspected.status === "rejected") throw inspected.reason;
  const { answers, inspection } = inspected.value;
  const seen = markElsewhere(inspection.model, snapshot);
  const ours = ownership(snapshot);
  const speller = spellerOf(session);
  const isSecret = mayHoldSecrets(seen);
  // Nearly always so, and told in a fifth of the time that reading what was left and comparing it takes.
  const isLeft = snapshot !== null && stored !== null && !isSecret && isSettled(snapshot, stored) && stored.isAsLeft(seen);
  if (isLeft) rememberAsLeft(run, { snapshot, answers });
  if (isLeft || isKnown)
    return { snapshot, inspection, answers, live: seen, speller, expected: SchemaModel.from(seen), ours, drift: [], past: [] };
  const left = await expectation(run, snapshot, stored, seen);
  const live = isSecret ? withSecretNames(seen, left.objects(), "any") : seen;
  const { expected, drift } = await driftOf(run, { left, live, ours, isRespelled: stored !== null && stored.speller !== speller });
  refuseReplaced(expected, drift, ours);
  refuseElsewhere(drift, snapshot?.identity ?? "here");
  // Asked for only where something may be older than it.
  const past = isAnythingLost(drift) ? await session.journal.history(settings.project) : [];
  refuseOlder({ expected, live, drift, past });
  return { snapshot, inspection, answers, live, speller, expected, ours: ownership(snapshot, extraIn(drift)), drift, past };
}

/** Whether nothing of ours happened since it was stored. */
const isSettled = ({ last, progress }: JournalSnapshot, { seq }: Expectation): boolean => (last?.seq ?? 0) <= seq && progress.length === 0;

interface Beheld {
  readonly left: SchemaModel;
  readonly live: Model;
  readonly ours: Ownership;
  /** Somebody else spelled what was left. */
  readonly isRespelled: boolean;
}

/** What is not as it was left. A spelling alone is no drift: what is read again, as from a dump, a server may print otherwise than at first. */
async function driftOf(run: Run, { left, live, ours, isRespelled }: Beheld): Promise<Pick<Look, "expected" | "drift">> {
  const found = isRespelled ? null : findDrift(left, live, ours);
  const suspects = found?.flatMap((each) => (each.change === "changed" ? [each.expected] : [])) ?? left.objects();
  const expected = await respelled(run, left, { live, among: suspects });
  return { expected, drift: found === null || expected !== left ? findDrift(expected, live, ours) : found };
}

const sinceThen = (stored: SchemaModel, live: Model, { touched, left }: Since): SchemaModel =>
  without(advance(stored, live, touched), left);

async function expectation(run: Run, snapshot: JournalSnapshot | null, stored: Expectation | null, live: Model): Promise<SchemaModel> {
  if (snapshot === null) return SchemaModel.from(live);
  const seq = stored?.seq ?? 0;
  const isSecret = mayHoldSecrets(live);
  const asksHistory = (snapshot.last?.seq ?? 0) > seq && (stored !== null || isSecret);
  const history = asksHistory ? await run.session.journal.history(run.settings.project) : [];
  // Nothing stored, or a revision half way: what is there is what we left, as far as anybody can tell.
  const isTold = stored !== null && !snapshot.progress.some(hasBegun);
  const expected = isTold
    ? sinceThen(stored.model(), live, touchedSince(history, seq, differenceUnderWay(snapshot.progress)))
    : SchemaModel.from(live);
  return isSecret ? withSecretNames(expected, holdersLeft(history, seq), "any") : expected;
}
