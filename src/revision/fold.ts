import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { FoldContext, FoldedRevision } from "./folded-revision.ts";
import { foldRevision } from "./fold-revision.ts";
import { portableEnumsOf } from "./portable-enums.ts";

export interface Fold {
  /** What each revision comes to, up to the horizon. */
  readonly revisions: readonly FoldedRevision[];
  /** The first revision that cannot be foreseen, and why; null where all can. */
  readonly horizon: { readonly revision: string; readonly reason: string } | null;
  readonly after: SchemaModel;
}

/** What revisions come to one after the other, starting from a model: the live one, or none. Pure; models share what they have in common. */
export function fold(revisions: Iterable<RevisionResource>, start: Model, context: FoldContext): Fold {
  const folded: FoldedRevision[] = [];
  let after = SchemaModel.from(start);
  const all = [...revisions];
  const portableEnums = context.portableEnums ?? portableEnumsOf(all, context);
  for (const revision of all) {
    const result = foldRevision(revision, after, { ...context, portableEnums });
    if (result.outcome === "beyondHorizon") return { revisions: folded, horizon: { revision: revision.id, reason: result.reason }, after };
    folded.push(result);
    after = result.after;
  }
  return { revisions: folded, horizon: null, after };
}
