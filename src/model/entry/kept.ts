import type { StaticWhen } from "../kind/when.shape.ts";
import type { EntryContext, EntryPath } from "./entry-context.ts";
import { judgeStatic } from "./static-when.ts";

interface Placed<E> {
  readonly entry: E;
  readonly path: EntryPath;
}

/** The entries whose `when` holds, each with its place. */
export function kept<E extends object>(entries: readonly E[] | undefined, context: EntryContext, path: EntryPath): readonly Placed<E>[] {
  // Most documents have one list of the fifty.
  if (entries === undefined) return [];
  return entries.map((entry, index) => ({ entry, path: [...path, index] })).filter((placed) => holds(placed, context));
}

function holds({ entry, path }: Placed<{ readonly when?: StaticWhen }>, context: EntryContext): boolean {
  if (entry.when === undefined) return true;
  const verdict = judgeStatic(entry.when, context);
  if (verdict === "unknown")
    context.report({
      code: "server-version-unknown",
      message: "the server's version decides about this entry, and there is no server",
      remedy: "Name a database, or take the condition on serverVersion away",
      path: [...path, "when"],
    });
  return verdict === "yes";
}
