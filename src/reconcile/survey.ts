import type { DeclaredRows } from "../change/declared-rows.ts";
import { InputError } from "../core/error.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { changesOf } from "../plan/resolved-walk.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { PathStep } from "../revision/path.ts";
import type { Destination } from "../revision/resolve-target.ts";
import type { Standing } from "../revision/standing.ts";
import { type Begun, begunIn, wayOfBegun } from "./begun.ts";
import { desiredState } from "./desired.ts";
import { changedRefs, declaredRefs, refuseClaims } from "./elsewhere.ts";
import { endOfPath, headsBeyond } from "./ends.ts";
import { hasMoved } from "./has-moved.ts";
import { type Look, look } from "./look.ts";
import type { Seen, Unmanaged } from "./see.ts";
import { refuseBuildingOn, refuseMissing } from "./older-state.ts";
import type { PlanRequest } from "./request.ts";
import { type ResolvedWalks, resolveWalks } from "./resolve-walks.ts";
import type { Run } from "./run.ts";
import type { Mode } from "./settings.ts";
import { SourceEmptyError, UnfinishedEditedError } from "./stop-errors.ts";
import { findUnread, type UnreadRows } from "./unread-rows.ts";
import { findWay, type Way } from "./way.ts";

/** Everything that is known before a plan is made: where the database is, where it is to go, and by which walks. */
export interface Survey extends ResolvedWalks {
  readonly look: Look;
  readonly graph: RevisionGraph<RevisionResource>;
  readonly mode: Mode;
  readonly standing: Standing;
  readonly path: readonly PathStep<RevisionResource>[];
  /** What the target means here. */
  readonly destination: Destination;
  /** Walks that an earlier run began, as they were planned then. They come first, and what follows is surveyed when they are done. */
  readonly begun: readonly Begun[];
  /** What the Schema documents declare; null where there are none, or nobody asks. */
  readonly declared: SchemaModel | null;
  /** The rows that they keep in step, as far as the role may read them. */
  readonly rows: readonly DeclaredRows[];
  readonly unread: readonly UnreadRows[];
}

/** `unmanaged` and `seenSoFar` as `look` takes them. @throws InputError and its kind for everything that people wrote and that cannot be; nothing was changed then */
export async function survey(run: Run, request: PlanRequest, unmanaged?: Unmanaged, seenSoFar?: Promise<Seen>): Promise<Survey> {
  // The server answers while the documents are read; what is wrong with them is told first.
  const [documents, looked] = await Promise.allSettled([readDocuments(run, request), look(run, unmanaged, seenSoFar)]);
  const read = answerOf(documents);
  const seen = answerOf(looked);
  try {
    return await surveyFrom(run, request, read, seen);
  } catch (error) {
    if (!(await hasMoved(run, seen.snapshot))) throw error;
    return survey(run, request, unmanaged);
  }
}

async function surveyFrom(run: Run, request: PlanRequest, { source, declared, rows: all }: Documents, seen: Look): Promise<Survey> {
  const way = await findWay(run, request, seen.snapshot);
  const { graph, standing, destination, path, reach } = way;
  const mode = run.settings.mode ?? (source.size > 0 ? "versioned" : "declarative");
  if (mode === "declarative" && declared !== null && reach === "target") refuseOtherTarget(way);
  const begun = seen.snapshot === null ? [] : begunIn(seen.snapshot, wayOfBegun(run, request, way));
  refuseEdited(graph, begun);
  if (declared !== null) refuseClaims(() => declaredRefs(declared), seen.snapshot);
  const unread = await findUnread(run, all);
  const rows = all.filter((each) => unread.every(({ declared: hidden }) => hidden !== each));
  const found = { look: seen, graph, mode, standing, destination, path, declared, rows, unread, begun };
  if (begun.length > 0) return { ...found, walks: [], horizon: null, awaits: null, after: SchemaModel.from(seen.live) };
  const resolved = await resolveWalks(run, { request, seen, graph, path }).catch((error: unknown) => {
    if (error instanceof InputError) refuseMissing(seen);
    throw error;
  });
  refuseClaims(() => changedRefs(resolved.walks.flatMap(changesOf)), seen.snapshot);
  // Where policy takes a hand back, that comes first.
  if (run.settings.policy.drift !== "correct" || request.difference === "never")
    refuseBuildingOn(seen, resolved.walks.filter(({ direction }) => direction === "up").flatMap(changesOf));
  const horizon = reach === "target" ? resolved.horizon : (resolved.walks.at(-1)?.revision ?? null);
  return { ...found, ...resolved, horizon };
}

interface Documents {
  readonly source: Survey["graph"];
  readonly declared: Survey["declared"];
  readonly rows: Survey["rows"];
}

async function readDocuments(run: Run, { difference }: PlanRequest): Promise<Documents> {
  const source = await run.source();
  const { graph } = source;
  // What is wrong with the documents stops every walk, not only those that compare.
  const desired = await desiredState(run);
  if (desired === null && graph.size === 0 && source.schemas.length === 0) throw new SourceEmptyError();
  return difference === "never" || desired === null
    ? { source: graph, declared: null, rows: [] }
    : { source: graph, declared: desired.model, rows: desired.rows };
}

function answerOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** A revision that stopped half way goes on as it was planned, so its document must still say the same. @throws UnfinishedEditedError */
function refuseEdited(graph: RevisionGraph<RevisionResource>, begun: readonly Begun[]): void {
  for (const { record, way } of begun) {
    const { walk } = record;
    const { digest } = graph.get(walk.revision) ?? walk;
    if (way === "on" && walk.direction === "up" && digest !== walk.digest)
      throw new UnfinishedEditedError(walk.revision, walk.stages.length);
  }
}

/** @throws InputError where the Schema would be compared with a revision that is not the newest */
function refuseOtherTarget(way: Way): void {
  const open = headsBeyond(way.graph, endOfPath(way));
  if (open.length === 0) return;
  const message = `The target stops before ${open.join(", ")}, but the Schema describes the newest state`;
  const remedy = "Target head, or use mode: versioned";
  throw new InputError(message, { code: "target-not-head", remedy });
}
