import type { Diagnostic } from "../../core/diagnostic.ts";
import { formatPosition } from "../../core/position.ts";

/** What a check finds where one before it has found the same is one fault. */
export function eachOnce(checks: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return checks.flatMap((found) => {
    const own = found.filter((each) => !told.has(place(each)));
    for (const each of own) told.add(place(each));
    return own;
  });
}

/** File by file, as they are read. */
export const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted(
    ({ position: a }, { position: b }) =>
      order(a?.file ?? "", b?.file ?? "") || (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const place = ({ code, message, position }: Diagnostic): string => `${code} ${position === undefined ? message : formatPosition(position)}`;
