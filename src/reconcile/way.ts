import type { JournalSnapshot } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { buildGraph } from "../revision/build-graph.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { type PathStep, resolvePath } from "../revision/path.ts";
import { type Destination, resolveTarget } from "../revision/resolve-target.ts";
import type { Standing } from "../revision/standing.ts";
import { parseTarget } from "../revision/target.ts";
import { RevisionUnknownError } from "../revision/target-errors.ts";
import { begunIn } from "./begun.ts";
import { lostRevisions } from "./lost-revisions.ts";
import type { PlanRequest } from "./request.ts";
import { refuseOlderSource } from "./refuse-older-source.ts";
import type { Run } from "./run.ts";
import { findStanding } from "./standing.ts";

/** Where a database stands, and which revisions lead to the target. */
export interface Way {
  /** That of the source, with what it has lost and has to go. */
  readonly graph: RevisionGraph<RevisionResource>;
  readonly standing: Standing;
  readonly destination: Destination;
  readonly path: readonly PathStep<RevisionResource>[];
  /** `lostOnly`: the path undoes what the source has lost, and only behind that it can be seen how the target is reached. */
  readonly reach: "target" | "lostOnly";
}

/**
 * The way to the target. Under `downgrade: allow` what the source no longer knows goes first, by what the journal kept.
 * @throws RevisionUnknownError, RevisionEditedError, and as `resolveTarget` and `resolvePath`
 */
export async function findWay(run: Run, request: PlanRequest, snapshot: JournalSnapshot | null): Promise<Way> {
  const { graph } = await run.source();
  try {
    const standing = findStanding(graph, snapshot);
    const destination = request.destination ?? resolveTarget(graph, withBegun(standing, request, snapshot), request.target, request.forms);
    return { graph, standing, destination, path: resolvePath(graph, standing, { ...request, destination }), reach: "target" };
  } catch (error) {
    if (!(error instanceof RevisionUnknownError) || snapshot === null || !mayUndoLost(run, request)) throw error;
    return wayOutOfLost(run, request, snapshot, error);
  }
}

/** Who goes back a number of steps takes what an earlier run began for the first of them. */
function withBegun(standing: Standing, { walk }: PlanRequest, snapshot: JournalSnapshot | null): Standing {
  if (walk !== "downgrade" || snapshot === null) return standing;
  const begun = begunIn(snapshot, () => "back").filter(
    ({
      record: {
        purpose,
        walk: { direction },
      },
    }) => purpose === "walk" && direction === "up",
  );
  return begun.length === 0
    ? standing
    : { ...standing, applied: new Set([...standing.applied, ...begun.map(({ record }) => record.walk.revision)]) };
}

/** Steps are counted among what the source knows. */
const mayUndoLost = ({ settings }: Run, { walk, target }: PlanRequest): boolean =>
  settings.policy.downgrade === "allow" && walk !== "upgrade" && parseTarget(target).kind !== "relative";

async function wayOutOfLost(run: Run, { target }: PlanRequest, snapshot: JournalSnapshot, unknown: RevisionUnknownError): Promise<Way> {
  const source = await run.source();
  const history = await run.session.journal.history(run.settings.project);
  const entryOf = (id: string) => history.find(({ revision }) => revision === id);
  const lost = lostRevisions(unknown.revisions, entryOf);
  await refuseOlderSource(
    run,
    unknown.revisions.flatMap((id) => entryOf(id) ?? []),
  );
  const { graph } = buildGraph([...source.graph.order.map((id) => source.graph.node(id)), ...lost]);
  // What it revised is lost too, and not in the journal: then nobody knows what lies below it.
  if (graph === undefined) throw unknown;
  const standing = findStanding(graph, snapshot);
  const destination: Destination = { kind: "without", ids: unknown.revisions };
  return { graph, standing, destination, path: resolvePath(graph, standing, { destination, target, walk: "either" }), reach: "lostOnly" };
}
