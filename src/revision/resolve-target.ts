import { didYouMean } from "../core/did-you-mean.ts";
import type { RevisionGraph } from "./graph.ts";
import { withDescendants } from "./lineage.ts";
import { stepBack, stepForward } from "./relative.ts";
import { resolveRevision, type TargetForms } from "./resolve-revision.ts";
import type { Standing } from "./standing.ts";
import { parseTarget } from "./target.ts";
import { MultipleHeadsError, TargetError, UnknownRevisionError } from "./target-errors.ts";

/** What a target means for one database. */
export type Destination =
  /** These applied, with all they need, and nothing that revises them. */
  | { readonly kind: "at"; readonly ids: readonly string[] }
  /** These also applied, whatever else is. */
  | { readonly kind: "with"; readonly ids: readonly string[] }
  /** None of these applied, and nothing that needs them. */
  | { readonly kind: "without"; readonly ids: Iterable<string> };

/**
 * Finds what a target means where the database stands.
 * @throws MultipleHeadsError, UnknownRevisionError, AmbiguousPrefixError, AmbiguousStepError, RelativeBeyondError
 */
export function resolveTarget(graph: RevisionGraph, standing: Standing, text: string, forms: TargetForms): Destination {
  const target = parseTarget(text);
  switch (target.kind) {
    case "head":
      return { kind: "at", ids: single(graph, graph.heads) };
    case "heads":
      return { kind: "at", ids: graph.heads };
    case "base":
      return { kind: "without", ids: graph.order };
    case "branch": {
      const members = branch(graph, target.label);
      if (target.end === "base") return { kind: "without", ids: members };
      return {
        kind: "at",
        ids: single(
          graph,
          graph.heads.filter((id) => members.has(id)),
          target.label,
        ),
      };
    }
    case "relative": {
      if (forms === "document")
        throw new TargetError(
          "relative-target",
          `the target ${text} would move on with every run`,
          "Name a revision, or `head`; on the command line relative targets are understood",
        );
      const within = target.label === undefined ? undefined : branch(graph, target.label);
      if (target.steps < 0) return { kind: "without", ids: stepBack(graph, standing, -target.steps, text, within) };
      return { kind: "with", ids: stepForward(graph, standing, target.steps, text, within) };
    }
    case "named": {
      const place = resolveRevision(graph, target.text, forms);
      return { kind: place.at === "below" ? "without" : "at", ids: [place.id] };
    }
  }
}

/** Revisions from `from` to `to`, both ends included, in order: those that lie on a way between them. */
export function revisionsBetween(graph: RevisionGraph, below: Iterable<string>, upTo: ReadonlySet<string>): string[] {
  const above = withDescendants(graph, below);
  return graph.order.filter((id) => above.has(id) && upTo.has(id));
}

function single(graph: RevisionGraph, heads: readonly string[], label?: string): readonly string[] {
  if (heads.length > 1) throw new MultipleHeadsError(graph, heads, label);
  return heads;
}

function branch(graph: RevisionGraph, label: string): ReadonlySet<string> {
  const members = graph.branches.get(label);
  if (members !== undefined) return members;
  const near = didYouMean(label, graph.branches.keys());
  throw new UnknownRevisionError(
    `there is no branch ${label}`,
    near === undefined ? "`keelson branches` lists the labels" : `Did you mean ${near}?`,
  );
}
