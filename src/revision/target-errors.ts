import { InputError, NotFoundError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import type { RevisionGraph } from "./graph.ts";

/** What a target asks for cannot be done; carries one diagnostic with the way out. */
export class TargetError extends InputError {
  constructor(code: string, message: string, remedy: string, position?: Position) {
    super(message, { code, remedy, position });
  }
}

/** `head` where there are several. */
export class MultipleHeadsError extends TargetError {
  readonly heads: readonly string[];
  /** Stands at the last of them, which a person most likely wrote without knowing of the others. */
  constructor(graph: RevisionGraph, heads: readonly string[], branch?: string) {
    const where = branch === undefined ? "" : ` on branch ${branch}`;
    const placed = heads.map((id) => ({ id, position: graph.get(id)?.position }));
    super(
      "multiple-heads",
      `there are ${heads.length} heads${where}: ${placed.map(({ id, position }) => (position === undefined ? id : `${id} (${position.file})`)).join(", ")}`,
      "Join them with `keelson merge`, or target `heads`, `label@head` or one of them by id",
      placed.at(-1)?.position,
    );
    this.heads = heads;
  }
}

/** A prefix that several ids start with. */
export class AmbiguousPrefixError extends TargetError {
  readonly candidates: readonly string[];
  constructor(prefix: string, candidates: readonly string[]) {
    const shown = candidates.length > 5 ? [...candidates.slice(0, 5), "…"] : candidates;
    super("ambiguous-prefix", `${candidates.length} revisions start with ${prefix}: ${shown.join(", ")}`, "Write more of the id");
    this.candidates = candidates;
  }
}

/** A step up or down that could go several ways. */
export class AmbiguousStepError extends TargetError {
  readonly candidates: readonly string[];
  constructor(target: string, candidates: readonly string[]) {
    super(
      "ambiguous-step",
      `${target} can mean several revisions here: ${candidates.join(", ")}`,
      `Name one by id, or a branch: \`label@${/[+-]\d+$/.exec(target)?.[0] ?? "head"}\``,
    );
    this.candidates = candidates;
  }
}

/** More steps than there are revisions. */
export class RelativeBeyondError extends TargetError {
  readonly available: number;
  constructor(target: string, available: number, end: "head" | "base") {
    const there = available === 0 ? `already at the ${end}` : `only ${available} before the ${end}`;
    super(
      "relative-beyond",
      `${target} goes beyond the ${end}: ${there}`,
      available === 0 ? "There is nothing to do in this direction" : `Use \`${end}\`, or a smaller number`,
    );
    this.available = available;
  }
}

/** `upgrade` to what lies behind. */
export class AlreadyAppliedError extends TargetError {
  readonly above: readonly string[];
  constructor(target: string, above: readonly string[]) {
    const count = above.length === 1 ? "1 revision that follows it is" : `${above.length} revisions that follow it are`;
    super("already-applied", `${target} lies behind: ${count} applied`, `To undo what follows it: \`keelson downgrade ${target}\``);
    this.above = above;
  }
}

/** `downgrade` to what was never reached. */
export class NotAppliedError extends TargetError {
  constructor(target: string) {
    super("not-applied", `${target} is not applied, so nothing can be undone down to it`, `To apply it: \`keelson upgrade ${target}\``);
  }
}

/** A target that names nothing in the source. */
export class UnknownRevisionError extends NotFoundError {
  constructor(message: string, remedy: string) {
    const code = "unknown-revision";
    super(message, { code, remedy });
  }
}

/** The journal holds revisions that the source does not know. */
export class RevisionUnknownError extends InputError {
  readonly revisions: readonly string[];
  constructor(revisions: readonly string[]) {
    const code = "revision-unknown";
    const message = `the database is at ${revisions.join(", ")}, which the source does not know`;
    const remedy =
      "Use a source that has them; taken out on purpose, `keelson apply` under `policy.downgrade: allow` undoes them as the journal kept them; `keelson stamp --purge` where the journal is wrong";
    super(message, { code, remedy });
    this.revisions = revisions;
  }
}
