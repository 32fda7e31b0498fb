import type { Digest } from "../core/digest.ts";
import type { Comparison } from "./compare.ts";
import type { FoundMemory, SaidBy } from "./found-memory.ts";
import type { Run } from "./run.ts";
import { mayHoldSecrets } from "./secret-names.ts";
import { see, type Seen } from "./see.ts";
import type { Survey } from "./survey.ts";

/** A comparison that found nothing to do, with all that it was made of. */
export interface KnownComparison extends SaidBy {
  readonly comparison: Comparison;
}

export type ComparisonMemory = FoundMemory<KnownComparison>;

/** What is known already, or what is being read of journal and catalogue, to go on from. */
type Begun = { readonly comparison: Comparison } | { readonly seen: Promise<Seen> };

/** What was found when documents, journal and catalogue said the same, byte for byte: all of it is asked and read again, and nothing is made of it. */
export async function seeOrRecall(run: Run): Promise<Begun> {
  const memory = run.options.comparisons;
  const known = memory?.recall();
  const isAsked = known !== undefined && known.asked === askedOf(run, await run.sourceDigest());
  const seen = see(run, "named", memory && new Set(isAsked ? known.answers : []));
  // What is wrong is for the look to tell.
  seen.catch(() => undefined);
  return isAsked && (await isAsKnown(known, seen).catch(() => false)) ? known : { seen };
}

async function isAsKnown({ journal, answers }: KnownComparison, seen: Promise<Seen>): Promise<boolean> {
  const { snapshot, reading } = await seen;
  if (journal !== snapshot?.digest) return false;
  const now = (await reading).answers;
  return now.size === answers.length && answers.every((each) => now.has(each));
}

/** Keeps what was found where nothing but the same bytes decides it: no clock, no rows of tables, nobody's secret. */
export async function rememberInSync(
  run: Run,
  { look: { snapshot, answers, live }, rows, unread }: Survey,
  comparison: Comparison,
): Promise<void> {
  const memory = run.options.comparisons;
  const { digest } = await run.source();
  if (memory === undefined || digest === undefined || snapshot?.digest === undefined || comparison.state !== "inSync") return;
  const { progress, pending, backfills } = snapshot;
  if (progress.length + pending.length + backfills.length + rows.length + unread.length > 0) return;
  if (answers.size === 0 || mayHoldSecrets(live)) return;
  memory.remember({ asked: askedOf(run, digest), journal: snapshot.digest, answers: [...answers], comparison });
}

/** Source, what the Database says, server. Where the database is matters no more than who connects: what it answers does. */
function askedOf({ options: { database }, session: { server } }: Run, source: Digest): string {
  const { connection: _connection, ...spec } = database.spec;
  return JSON.stringify([source, database.metadata, spec, server.version, server.database]);
}
