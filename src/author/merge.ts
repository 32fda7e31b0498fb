import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";
import { AuthoringError } from "./authoring-errors.ts";
import { type CreatedRevision, freshId, singleRevision } from "./new-revision.ts";
import type { Chance, ProjectStyle } from "./project.ts";
import { revisionFile } from "./revision-file.ts";

/** What `keelson merge` is asked for. */
export interface Merge {
  readonly message?: string;
  /** Which to join; all heads where absent. */
  readonly heads?: readonly string[];
  readonly branchLabels?: readonly string[];
  readonly id?: string;
}

/** Writes a revision without steps that revises all the given ones. @throws AuthoringError, TargetError, UnknownRevisionError */
export function mergeRevision(graph: RevisionGraph, asked: Merge, style: ProjectStyle, chance: Chance): CreatedRevision {
  const named = asked.heads?.flatMap((target) => (target === "heads" ? graph.heads : [singleRevision(graph, target)]));
  const revises = [...new Set(named ?? graph.heads)];
  const [first, ...others] = revises;
  if (first === undefined || others.length === 0)
    throw new AuthoringError(
      "nothing-to-merge",
      first === undefined ? "there is no revision to merge" : `there is nothing to merge ${first} with`,
      "A merge joins two heads or more; `keelson heads` lists them",
    );
  for (const id of revises) {
    const above = revises.find((other) => other !== id && withAncestors(graph, [other]).has(id));
    if (above !== undefined)
      throw new AuthoringError("merge-of-one-line", `${above} has ${id} below it already`, "Merge revisions of different branches");
  }
  const id = freshId(graph, asked.id, style, chance);
  const message = asked.message ?? `Merge ${revises.join(" and ")}`;
  const spec = { id, message, revises, branchLabels: [...(asked.branchLabels ?? [])], upgrade: [] };
  const { database, folder, fileName } = style;
  return { id, revises, file: revisionFile({ spec, database, folder, fileName, now: chance.now }) };
}
