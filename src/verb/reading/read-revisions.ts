import type { Run } from "../../reconcile/run.ts";
import { type GraphNodeView, graphView } from "../../report/graph-view.ts";
import { knownStanding } from "../findings/journal-standing.ts";

/** The revision graph of the source, newest first, with what the database has of it; what only the journal knows is left out. */
export async function readRevisions(run: Run): Promise<readonly GraphNodeView[]> {
  const { graph } = await run.source();
  return graphView(graph, knownStanding(graph, await run.session.journal.read(run.settings.project)).standing);
}
