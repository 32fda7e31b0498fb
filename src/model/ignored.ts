import type { ObjectRef } from "./ref.ts";
import { describeRef } from "./ref.ts";

/** Whether a name is to be left alone: `*` and `?` in a pattern match within it; a pattern without a dot is held against the bare name too. */
export function ignoring(patterns: readonly string[]): (ref: ObjectRef) => boolean {
  const rules = patterns.map((pattern) => ({ bare: !pattern.includes("."), expression: glob(pattern) }));
  const matches = (ref: ObjectRef): boolean =>
    rules.some(
      ({ bare, expression }) => expression.test(describeRef(ref)) || (bare && ref.parent === undefined && expression.test(ref.name)),
    );
  return (ref) => matches(ref) || (ref.parent !== undefined && matches(ref.parent));
}

export function glob(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}$`, "su");
}
