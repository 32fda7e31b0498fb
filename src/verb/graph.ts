import { graphDot } from "../report/graph-dot.ts";
import { graphMermaid } from "../report/graph-mermaid.ts";
import { graphSvg } from "../report/graph-svg.ts";
import { graphText } from "../report/graph-text.ts";
import { type GraphNodeView, graphView } from "../report/graph-view.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { Standing } from "../revision/standing.ts";
import type { VerbContext } from "./project/context.ts";
import { journalStanding } from "./findings/journal-standing.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export type GraphFormat = "text" | "dot" | "svg" | "mermaid";

export interface GraphOptions extends VerbOptions {
  readonly format: GraphFormat;
  /** Columns of the text; 80 where absent. */
  readonly columns?: number;
  /** Whether to mark what the database has; only then is it asked. */
  readonly indicateCurrent?: "yes" | "no";
}

export interface GraphResult {
  /** Newest first. */
  readonly revisions: readonly GraphNodeView[];
  /** In the format that was asked for. */
  readonly text: string;
}

const render: Readonly<Record<GraphFormat, (nodes: readonly GraphNodeView[], columns: number) => string>> = {
  text: graphText,
  dot: graphDot,
  svg: graphSvg,
  mermaid: graphMermaid,
};

/** The revision graph as text or as a picture. Needs a database only where its state is to be shown. */
export async function graph(context: VerbContext, options: GraphOptions): Promise<GraphResult> {
  const project = await openProject(context, options);
  const documents = await project.documents();
  const standing = options.indicateCurrent === "yes" ? await standingIn(project, documents.graph) : undefined;
  const revisions = graphView(documents.graph, standing);
  return { revisions, text: render[options.format](revisions, options.columns ?? 80) };
}

const standingIn = (project: Project, documented: RevisionGraph): Promise<Standing> =>
  withRun(project, async ({ session, settings }) => journalStanding(documented, await session.journal.read(settings.project)));
