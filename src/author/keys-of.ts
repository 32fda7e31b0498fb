import { isPair, isScalar } from "yaml";

/** The keys that lead to a node, outermost first, by its ancestors. */
export const keysOf = (ancestors: readonly unknown[]): string[] =>
  ancestors.flatMap((node) => (isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []));
