import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";
import { revisionsBetween } from "../revision/resolve-target.ts";
import type { ReplacedRevision } from "../revision/revision.ts";
import { parseRange } from "../revision/target.ts";
import type { AuthoredFile } from "./authored-file.ts";
import { AuthoringError } from "./authoring-errors.ts";
import { freshId, singleRevision } from "./new-revision.ts";
import type { Chance, ProjectStyle } from "./project.ts";
import { type NewRevisionSpec, revisionFile } from "./revision-file.ts";
import { type Segment, squashedSteps } from "./squashed-steps.ts";

export interface Squash {
  /** `A:B`, both ends included. */
  readonly range: string;
  readonly message?: string;
  readonly id?: string;
}

export interface Squashed {
  readonly id: string;
  readonly file: AuthoredFile;
  /** What the new revision stands for, in order: their documents go. */
  readonly replaced: readonly RevisionResource[];
}

/**
 * Replaces a range by one revision that remembers which of its steps came from which. A database inside the range has the rest of the steps
 * to do; one past it notices nothing. @throws AuthoringError, UnknownRevisionError
 */
export function squashRevisions(graph: RevisionGraph<RevisionResource>, asked: Squash, style: ProjectStyle, chance: Chance): Squashed {
  const members = membersOf(graph, asked.range);
  const [first] = members;
  const last = members.at(-1);
  if (first === undefined || last === undefined) throw new TypeError("a range has two ends");
  const { folder } = style;
  // A verification under a condition has to stay under it, which only a step can.
  const verified = last.when === undefined ? last : undefined;
  const segments = members.map((member) => squashedSteps(member, { verify: member === verified ? "afterwards" : "asStep", folder }));
  const inside = new Set(members.map(({ id }) => id));
  const id = freshId(graph, asked.id, style, chance);
  const irreversible = members.flatMap((member) => (member.irreversible === undefined ? [] : [`${member.id}: ${member.irreversible}`]));
  const spec: NewRevisionSpec = {
    id,
    message: asked.message ?? `Squash ${members.length} revisions: ${first.message} … ${last.message}`,
    revises: [...graph.parents(first.id)],
    dependsOn: [...new Set(members.flatMap((member) => graph.dependencies(member.id)))].filter((other) => !inside.has(other)),
    branchLabels: members.flatMap(({ branchLabels }) => branchLabels),
    replaces: members.flatMap((member, index) => replacedBy(graph, member, segments[index] as Segment, inside)),
    phase: common(members, "phase", ({ phase }) => phase, "expand"),
    atomic: common(members, "atomic", ({ atomic }) => atomic, false),
    onFailure: common(members, "onFailure", ({ onFailure }) => onFailure, "resume"),
    upgrade: [...withDistinctIds(segments)],
    verify: [...(verified?.verify ?? [])],
    irreversible: irreversible.length > 0 ? irreversible.join("; ") : undefined,
  };
  const file = revisionFile({ spec, database: style.database, folder, fileName: style.fileName, now: chance.now });
  return { id, file, replaced: members };
}

/** The revisions of a range that hangs together: only its first one has parents outside, only its last one is revised from outside. */
function membersOf(graph: RevisionGraph<RevisionResource>, text: string): readonly RevisionResource[] {
  const range = parseRange(text);
  if (range === undefined || text.trim().startsWith(":") || text.trim().endsWith(":"))
    throw new AuthoringError("squash-range", `${text} is no range`, "Write A:B, the first and the last revision to replace");
  const [from, to] = [singleRevision(graph, range.from), singleRevision(graph, range.to)];
  const ids = revisionsBetween(graph, [from], withAncestors(graph, [to]));
  if (ids.length < 2)
    throw new AuthoringError(
      "squash-range",
      from === to ? `${from} is a single revision` : `${to} does not come after ${from}`,
      "Name the older revision first",
    );
  const inside = new Set(ids);
  for (const id of ids) {
    const out = [...(id === from ? [] : graph.parents(id)), ...(id === to ? [] : [...graph.children(id), ...graph.dependents(id)])].find(
      (other) => !inside.has(other),
    );
    if (out !== undefined)
      throw new AuthoringError(
        "squash-open-range",
        `${out} is outside of the range, and tied to ${id} inside`,
        "Choose a range that only its two ends tie to the rest",
      );
  }
  return ids.map((id) => graph.node(id));
}

function common<T>(members: readonly RevisionResource[], what: string, of: (member: RevisionResource) => T, usual: T): T | undefined {
  const [value = usual, ...others] = new Set(members.map(of));
  if (others.length > 0)
    throw new AuthoringError(
      "squash-mixed",
      `the revisions differ in \`${what}\``,
      "Squash the parts of the range that agree each on their own",
    );
  return value === usual ? undefined : value;
}

/** Entries for a member: what it replaced itself, and the member. */
function replacedBy(
  graph: RevisionGraph<RevisionResource>,
  member: RevisionResource,
  { steps }: Segment,
  inside: ReadonlySet<string>,
): ReplacedEntry[] {
  const parents = graph.parents(member.id).filter((id) => inside.has(id));
  const before = (member.replaces ?? []).map((entry) => ({ ...entry, revises: entry.revises.length === 0 ? parents : [...entry.revises] }));
  const stepsBefore = before.reduce((sum, entry) => sum + entry.steps, 0);
  const tops = before.filter(({ id }) => !before.some(({ revises }) => revises.includes(id))).map(({ id }) => id);
  const revises = tops.length > 0 ? tops : parents;
  return [...before, { id: member.id, steps: steps.length - stepsBefore, revises, digest: member.digest }];
}
type ReplacedEntry = ReplacedRevision & { revises: string[] };

/** Step ids are unique in a revision: where two members used the same, each gets its member's id in front. */
function withDistinctIds(segments: readonly Segment[]): Segment["steps"] {
  const ids = segments.flatMap(({ steps }) => steps.flatMap(({ id }) => id ?? []));
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return segments.flatMap(({ member, steps }) =>
    steps.map((step) => (step.id !== undefined && repeated.has(step.id) ? { ...step, id: `${member}-${step.id}` } : step)),
  );
}
