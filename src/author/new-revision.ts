import type { RevisionSpec } from "../resource/shape/revision.shape.ts";
import { isUsableName } from "../revision/check-ids.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { resolveRevision } from "../revision/resolve-revision.ts";
import { resolveTarget } from "../revision/resolve-target.ts";
import { nowhere } from "../revision/standing.ts";
import { MultipleHeadsError } from "../revision/target-errors.ts";
import type { AuthoredFile } from "./authored-file.ts";
import { AuthoringError } from "./authoring-errors.ts";
import type { Chance, ProjectStyle } from "./project.ts";
import { revisionFile } from "./revision-file.ts";
import { newRevisionId } from "./revision-id.ts";

/** What `keelson revision` is asked for. */
export interface NewRevision {
  readonly message: string;
  /** What it revises: `head` where absent, `base` starts a new base. */
  readonly head?: string;
  /** allowed: it may revise what is no head, and so start a branch. */
  readonly splice?: "allowed";
  readonly branchLabels?: readonly string[];
  /** Targets of single revisions. */
  readonly dependsOn?: readonly string[];
  readonly id?: string;
  /** Steps and whatever else is known already. */
  readonly content?: Pick<RevisionSpec, "upgrade" | "downgrade" | "irreversible" | "verify" | "phase">;
}

export interface CreatedRevision {
  readonly id: string;
  readonly revises: readonly string[];
  readonly file: AuthoredFile;
}

/** Writes a new revision onto a head. @throws TargetError, UnknownRevisionError, AuthoringError */
export function newRevision(graph: RevisionGraph, asked: NewRevision, style: ProjectStyle, chance: Chance): CreatedRevision {
  const revises = parentsOf(graph, asked);
  const dependsOn = (asked.dependsOn ?? []).map((target) => singleRevision(graph, target));
  const branchLabels = (asked.branchLabels ?? []).map((label) => unusedLabel(graph, label));
  const id = freshId(graph, asked.id, style, chance);
  const spec = { id, message: asked.message, revises: [...revises], dependsOn, branchLabels, upgrade: [], ...asked.content };
  const { database, folder, fileName } = style;
  return { id, revises, file: revisionFile({ spec, database, folder, fileName, now: chance.now }) };
}

/** The id asked for, or a new one. @throws AuthoringError where it is taken, or no name for a target */
export function freshId(graph: RevisionGraph, asked: string | undefined, { ids }: ProjectStyle, chance: Chance): string {
  const existing = new Set([...graph.order, ...graph.replacedBy.keys()]);
  if (asked === undefined) return newRevisionId(ids, { ...chance, existing });
  if (existing.has(asked)) throw new AuthoringError("revision-exists", `there is a revision ${asked} already`, "Choose another id");
  if (!isUsableName(asked))
    throw new AuthoringError(
      "unusable-revision-name",
      `${JSON.stringify(asked)} cannot be an id`,
      "Use letters, digits, `_`, `-` and `.`, and none of head, heads, base",
    );
  return asked;
}

/** The one revision that a target names. */
export function singleRevision(graph: RevisionGraph, target: string): string {
  const [head, ...others] = graph.heads;
  if (target === "head" && head !== undefined && others.length === 0) return head;
  const place = resolveRevision(graph, target, "commandLine");
  if (place.at === "below") throw new AuthoringError("not-a-revision", `${target} is below every revision`, "Name a revision by its id");
  return place.id;
}

/** @throws as `resolveTarget`, with what a new revision can be told */
function headsToRevise(graph: RevisionGraph, head: string): ReturnType<typeof resolveTarget> {
  try {
    return resolveTarget(graph, nowhere, head, "commandLine");
  } catch (error) {
    if (!(error instanceof MultipleHeadsError)) throw error;
    throw new AuthoringError(error.code, error.message, "Name the one to go on from with `--head`, or join them with `keelson merge`");
  }
}

function parentsOf(graph: RevisionGraph, { head = "head", splice }: NewRevision): readonly string[] {
  const destination = headsToRevise(graph, head);
  if (destination.kind === "without") return [];
  const parents = [...destination.ids];
  const covered = parents.filter((id) => graph.children(id).length > 0);
  if (covered.length > 0 && splice !== "allowed")
    throw new AuthoringError(
      "not-a-head",
      `${covered.join(", ")} is no head: other revisions revise it`,
      "Add --splice to start a branch there on purpose",
    );
  return parents;
}

function unusedLabel(graph: RevisionGraph, label: string): string {
  if (graph.branches.has(label))
    throw new AuthoringError("duplicate-branch-label", `there is a branch ${label} already`, "Choose another label");
  if (graph.has(label)) throw new AuthoringError("branch-label-is-id", `${label} is the id of a revision`, "Choose another label");
  if (!isUsableName(label))
    throw new AuthoringError(
      "unusable-revision-name",
      `${JSON.stringify(label)} cannot be a branch label`,
      "Use letters, digits, `_`, `-` and `.`",
    );
  return label;
}
