/** A target as written, before anything is looked up. */
export type Target =
  | { readonly kind: "head" }
  | { readonly kind: "heads" }
  | { readonly kind: "base" }
  /** An id, a prefix of one, or `id+N` / `id-N`: only the graph can tell. */
  | { readonly kind: "named"; readonly text: string }
  | { readonly kind: "branch"; readonly label: string; readonly end: "head" | "base" }
  /** `+N` / `-N` from where the database stands, optionally on one branch: `label@+N`. */
  | { readonly kind: "relative"; readonly steps: number; readonly label?: string };

/** `A:B`; an empty side is the end of the history on that side. */
export interface TargetRange {
  readonly from: string;
  readonly to: string;
}

/** Reads a target. Every text is one: what names nothing is found out when it is resolved. */
export function parseTarget(written: string): Target {
  const text = written.trim();
  if (text === "head" || text === "heads" || text === "base") return { kind: text };
  const [label, end, ...rest] = text.split("@");
  if (label === undefined || end === undefined || rest.length > 0) return relative(text) ?? { kind: "named", text };
  if (label !== "" && (end === "head" || end === "base")) return { kind: "branch", label, end };
  const steps = relative(end);
  return label !== "" && steps !== undefined ? { ...steps, label } : { kind: "named", text };
}

/** Reads `A:B`, or gives undefined where there is no range. */
export function parseRange(text: string): TargetRange | undefined {
  const [from, to, ...rest] = text.split(":");
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return { from: from.trim() === "" ? "base" : from.trim(), to: to.trim() === "" ? "heads" : to.trim() };
}

const relative = (text: string): { readonly kind: "relative"; readonly steps: number } | undefined =>
  /^[+-]\d+$/.test(text) ? { kind: "relative", steps: Number(text) } : undefined;
