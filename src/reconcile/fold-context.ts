import { placeIn } from "../resource/position-of.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { FoldContext } from "../revision/folded-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { portableEnumsOf } from "../revision/portable-enums.ts";
import { resolveWith } from "../revision/resolve-operation.ts";
import { entrySettings } from "./desired.ts";
import { nobodyKnows } from "./live-answers.ts";
import type { Run } from "./run.ts";

/** What revisions are folded with in this database, once the parser is there or may be asked for. All of the graph's enums are known, for a column may name one of any branch. */
export function foldContext(run: Run, graph: RevisionGraph<RevisionResource>): FoldContext {
  const { operations } = run.options;
  const settings = entrySettings(run);
  const portableEnums = portableEnumsOf(
    graph.order.map((id) => graph.node(id)),
    settings,
  );
  return {
    ...settings,
    ask: nobodyKnows,
    portableEnums,
    placeIn,
    ...(operations === undefined ? {} : { resolve: resolveWith(operations) }),
  };
}
