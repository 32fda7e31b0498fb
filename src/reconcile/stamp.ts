import { record } from "../execute/execute.ts";
import type { Execution } from "../execute/execution.ts";
import { chainEntry } from "../execute/history-chain.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { serialiseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry, JournalSnapshot, JournalWrite } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { foldNew } from "../revision/fold-new.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { headsOf, withAncestors, withDescendants } from "../revision/lineage.ts";
import type { TargetForms } from "../revision/resolve-revision.ts";
import { type Destination, resolveTarget } from "../revision/resolve-target.ts";
import { nowhere, type Standing, standingOf } from "../revision/standing.ts";
import { adoptedObjects } from "./adopted-objects.ts";
import { declaredRefs, refuseClaims } from "./elsewhere.ts";
import { leftAsItIs } from "./expectation.ts";
import { foldContext } from "./fold-context.ts";
import type { Run } from "./run.ts";
import { executionUnder, underLease } from "./under-lease.ts";

export interface StampRequest {
  readonly target: string;
  readonly forms: TargetForms;
  /** `forget`: what the journal says so far does not count, not even where the source does not know it (`--purge`). */
  readonly journal: "keep" | "forget";
  /** `stamp`: what the revisions make becomes ours where it is there. `adopt`: a baseline; everything that is there becomes ours. */
  readonly kind: "stamp" | "adopt";
}

/** Moves the journal, and only the journal, to a target. Gives the heads it has then. @throws as `resolveTarget` */
export async function stamp(run: Run, request: StampRequest): Promise<readonly string[]> {
  const { graph } = await run.source();
  const wantedFrom = (heads: readonly string[]) => {
    const standing = request.journal === "forget" ? nowhere : standingOf(graph, { heads });
    return destined(graph, standing, resolveTarget(graph, standing, request.target, request.forms));
  };
  // A target that cannot be is refused before a journal is made for it.
  wantedFrom((await run.session.journal.read(run.settings.project, "leftOut"))?.heads ?? []);
  return underLease(run, [], async (lease) => {
    using execution = await executionUnder(run, lease);
    const { snapshot } = execution;
    const wanted = wantedFrom(snapshot.heads);
    const heads = headsOf(graph, wanted);
    const { model } = await run.session.inspect({ schemas: run.settings.schemas, ignore: run.settings.ignore, unmanaged: "leftOut" });
    const entries = stampEntries(execution, graph, request, wanted);
    const made = request.kind === "adopt" ? model : await madeBy(run, graph, wanted);
    if (request.kind === "stamp") refuseClaims(() => declaredRefs(made), snapshot);
    const adopted = adoptedObjects(made, model, snapshot);
    const writes: readonly JournalWrite[] = [
      ...entries.map((entry) => ({ kind: "history", entry }) as const),
      {
        kind: "heads",
        add: heads.filter((id) => !snapshot.heads.includes(id)),
        remove: snapshot.heads.filter((id) => !heads.includes(id)),
      },
      ...(request.journal === "forget" ? snapshot.progress.map(({ revision }) => ({ kind: "progressDone", revision }) as const) : []),
      ...(adopted.length === 0 ? [] : [{ kind: "objects", add: adopted, remove: [] } as const]),
      { kind: "identity" },
      // From here on what is there is what we left.
      leftAsItIs(model, entries, { snapshot, session: run.session }),
    ];
    await record(execution, writes);
    return heads;
  });
}

/** What the revisions make by their documents, as far as those tell. */
async function madeBy(run: Run, graph: RevisionGraph<RevisionResource>, ids: ReadonlySet<string>): Promise<SchemaModel> {
  const line = graph.sorted(ids).map((id) => graph.node(id));
  await run.options.dialect.grammar.ready();
  return foldNew(line, foldContext(run, graph)).after;
}

/** Every revision that counts as applied then. */
function destined(graph: RevisionGraph, { applied }: Standing, destination: Destination): ReadonlySet<string> {
  switch (destination.kind) {
    case "at":
      return withAncestors(graph, destination.ids);
    case "with":
      return withAncestors(graph, [...applied, ...destination.ids]);
    case "without": {
      const leaving = withDescendants(graph, destination.ids);
      return new Set([...applied].filter((id) => !leaving.has(id)));
    }
  }
}

/** An entry for each revision that comes or goes, chained. */
function stampEntries(
  execution: Execution & { readonly snapshot: JournalSnapshot },
  graph: RevisionGraph<RevisionResource>,
  { kind }: StampRequest,
  wanted: ReadonlySet<string>,
): readonly HistoryEntry[] {
  const { snapshot, by, clock } = execution;
  const at = clock.now().toISOString();
  const nothingSeen: readonly StepOutcome[] = [];
  const common = { planDigest: null, outcome: "stamped", steps: serialiseSteps(nothingSeen), by, startedAt: at, endedAt: at } as const;
  const going = [...snapshot.applied].filter(([id]) => !wanted.has(id)).reverse();
  const coming = graph.sorted(wanted).filter((id) => !snapshot.applied.has(id));
  const drafts = [
    ...going.map(
      ([revision, digest]) =>
        ({
          ...common,
          kind: "downgrade",
          revision,
          digest,
          message: graph.get(revision)?.message ?? "",
          parents: graph.get(revision)?.revises ?? [],
        }) as const,
    ),
    ...coming.map(
      (id) =>
        ({
          ...common,
          kind,
          revision: id,
          digest: graph.node(id).digest,
          message: graph.node(id).message,
          parents: graph.node(id).revises,
        }) as const,
    ),
  ];
  let last = snapshot.last;
  return drafts.map((draft) => {
    const entry = chainEntry(draft, last);
    last = entry;
    return entry;
  });
}
