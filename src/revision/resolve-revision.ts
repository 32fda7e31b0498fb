import { didYouMean } from "../core/did-you-mean.ts";
import type { RevisionGraph } from "./graph.ts";
import { AmbiguousPrefixError, AmbiguousStepError, RelativeBeyondError, UnknownRevisionError } from "./target-errors.ts";

/** Where a target stands decides what it may be: documents name revisions in full, people at a terminal may shorten. */
export type TargetForms = "document" | "commandLine";

/** A place in the graph: at a revision, or just below one that starts a base. */
export interface Place {
  readonly at: "revision" | "below";
  readonly id: string;
}

/**
 * Where `id`, `id+N`, `id-N` or (on the command line) a unique prefix points.
 * An exact id comes before arithmetic, and both before a prefix.
 * @throws UnknownRevisionError, AmbiguousPrefixError, AmbiguousStepError, RelativeBeyondError
 */
export function resolveRevision(graph: RevisionGraph, text: string, forms: TargetForms): Place {
  if (graph.has(text)) return { at: "revision", id: text };
  const [, start, steps] = /^(.+)([+-]\d+)$/.exec(text) ?? [];
  if (start !== undefined && graph.has(start)) return walk(graph, start, Number(steps), text);
  const whole = lookUp(graph, text, forms);
  if (whole !== undefined) return { at: "revision", id: whole };
  const from = start === undefined ? undefined : lookUp(graph, start, forms);
  if (from !== undefined) return walk(graph, from, Number(steps), text);
  throw steps !== undefined && (start === "head" || start === "heads" || start === "base")
    ? countedFrom(graph, start, steps)
    : unknownRevision(graph, start ?? text);
}

function lookUp(graph: RevisionGraph, text: string, forms: TargetForms): string | undefined {
  if (forms === "document" || text === "" || graph.replacedBy.has(text)) return undefined;
  const candidates = graph.order.filter((id) => id.startsWith(text));
  if (candidates.length > 1) throw new AmbiguousPrefixError(text, candidates);
  return candidates[0];
}

function walk(graph: RevisionGraph, from: string, steps: number, target: string): Place {
  let id = from;
  for (let taken = 0; taken < Math.abs(steps); taken++) {
    const next = steps > 0 ? graph.children(id) : graph.parents(id);
    const [only] = next;
    if (next.length > 1) throw new AmbiguousStepError(target, next);
    if (only !== undefined) id = only;
    else if (steps < 0 && taken === -steps - 1) return { at: "below", id };
    else throw new RelativeBeyondError(target, taken, steps > 0 ? "head" : "base");
  }
  return { at: "revision", id };
}

function countedFrom({ heads }: RevisionGraph, end: "head" | "heads" | "base", steps: string): UnknownRevisionError {
  const [head, ...others] = heads;
  const example = end === "base" || head === undefined || others.length > 0 ? "" : `, ${head}${steps}`;
  return new UnknownRevisionError(
    `${end}${steps} counts from ${end}, and only an id is counted from`,
    `Write the id of a revision${example}, or ${steps} alone, from where the database stands`,
  );
}

const ends = ["head", "heads", "base"];

function unknownRevision(graph: RevisionGraph, name: string): UnknownRevisionError {
  const squashed = graph.replacedBy.get(name);
  if (squashed !== undefined) return new UnknownRevisionError(`revision ${name} was squashed into ${squashed}`, `Target ${squashed}`);
  if (graph.branches.has(name))
    return new UnknownRevisionError(`${name} is a branch label, not a revision`, `Write ${name}@head or ${name}@base`);
  if (ends.includes(name))
    return new UnknownRevisionError(`${name} names no revision of its own here`, "Write an id; `keelson history` lists them");
  const near = didYouMean(name, [...graph.order, ...ends]);
  return new UnknownRevisionError(
    `there is no revision ${name}`,
    near === undefined ? "`keelson history` lists them" : `Did you mean ${near}?`,
  );
}
