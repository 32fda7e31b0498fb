import type { Change } from "./change.ts";

/** What happens at once. */
export const atOnce = (changes: readonly Change[]): readonly Change[] =>
  changes.some(waits) ? changes.filter((change) => !waits(change)) : changes;

/** What waits for the contract gate. */
export const waiting = (changes: readonly Change[]): readonly Change[] => (changes.some(waits) ? changes.filter(waits) : []);

const waits = (change: Change): boolean => change.kind === "object" && change.phase === "contract";

/** Without what only bridges the time until the contract gate opens: where it is open already there is nothing to bridge. */
export const withoutScaffold = (changes: readonly Change[]): readonly Change[] =>
  changes.some(bridges) ? changes.filter((change) => !bridges(change)) : changes;

const bridges = (change: Change): boolean => change.kind === "object" && (change.after ?? change.before)?.origin.kind === "scaffoldOf";
