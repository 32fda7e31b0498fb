import { canonicalJson } from "../core/canonical-json.ts";
import type { Digest } from "../core/digest.ts";
import type { Observation } from "../port/session.ts";
import { parseTarget } from "../revision/target.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run, RunOptions } from "./run.ts";
import type { Settings } from "./settings.ts";

/** What is seen at a glance: the bytes of the source and one round trip to the database. */
export interface Observed {
  readonly observation: Observation;
  readonly source: Digest;
  /** Whether nothing can have changed since a run that left nothing to do. */
  readonly settled: "yes" | "no";
}

/** `catalogue`: with its mark, to tell later whether anything has moved. */
export async function observe(run: Run, request: ReconcileRequest, at: NonNullable<RunOptions["looksAt"]>): Promise<Observed> {
  const { session, settings } = run;
  const schemas = at === "catalogue" ? settings.schemas : [];
  const [observation, source] = await Promise.all([session.observe(settings.project, schemas), run.sourceDigest()]);
  return { observation, source, settled: isSettled(settings, request, source, observation) ? "yes" : "no" };
}

/**
 * What a run that left nothing to do remembers: the bytes of the source, what the Database says, what was asked and where the journal stands.
 * Moving the heads by other means (downgrade, stamp) makes it another one, and so does a history that does not end as the run left it. Compared as it is: hashing it would load more than the comparison takes.
 */
export const settledAt = (
  settings: Settings,
  { target }: Pick<ReconcileRequest, "target">,
  difference: ReconcileRequest["difference"],
  source: Digest,
  { heads, last }: Pick<Observation, "heads" | "last">,
): string => {
  const { mode, prune, ignore, schemas, defaultSchema, environment, variables } = settings;
  return canonicalJson({
    source,
    heads: [...heads].sort(),
    last,
    target,
    difference,
    mode,
    prune,
    ignore,
    schemas,
    defaultSchema,
    environment,
    variables,
  });
};

/** Whether the same request means the same again: `+1` does not. */
export const isRepeatable = ({ target, exactly }: ReconcileRequest): boolean =>
  exactly === undefined && parseTarget(target).kind !== "relative";

/** Whether what was observed says that nothing can have changed since a run that left nothing to do. */
export function isSettled(
  settings: Settings,
  request: ReconcileRequest,
  source: Digest,
  { journal, unfinished, journalMark, catalogueMark, settledAt: left, heads, last }: Observation,
): boolean {
  if (journal !== "present" || unfinished || left === null || !isRepeatable(request)) return false;
  if (request.authority === "policy" && settings.suspend === "yes") return false;
  const leftBy = (difference: ReconcileRequest["difference"]): boolean =>
    left === settledAt(settings, request, difference, source, { heads, last });
  if (asksOnlyTheJournal(request)) return leftBy("never") || leftBy("byMode");
  return journalMark !== null && journalMark === catalogueMark && leftBy("byMode");
}

/** What a request looks at first. */
export const firstGlance = (request: ReconcileRequest): NonNullable<RunOptions["looksAt"]> =>
  asksOnlyTheJournal(request) ? "journal" : "catalogue";

/** A walk of revisions asks nothing of what else is in the catalogue. */
export const asksOnlyTheJournal = ({ difference }: ReconcileRequest): boolean => difference === "never";

/** Whether a plan made after the one look still holds at the other. */
export const sameState = (before: Observed, now: Observed): boolean =>
  before.source === now.source &&
  before.observation.last?.hash === now.observation.last?.hash &&
  before.observation.unfinished === now.observation.unfinished &&
  before.observation.catalogueMark === now.observation.catalogueMark;
