import fc from "fast-check";
import { moves, type Picks } from "./history-moves.ts";
import { type HistoryState, emptyState } from "./history-state.ts";

export interface RandomRevision {
  readonly id: string;
  readonly revises: string | null;
  /** Steps as they stand in `spec.upgrade`. */
  readonly upgrade: readonly object[];
}

const picks = fc.record({ move: fc.nat(), table: fc.nat(), column: fc.nat(), choice: fc.nat() });

/** The steps that the picks come to in this state; those that are not possible in it are left out. */
function stepsOf(chosen: readonly Picks[], state: HistoryState): readonly object[] {
  return chosen.flatMap((pick) => moves[pick.move % moves.length]?.(state, pick) ?? []);
}

/** Revisions one after the other, as people write them: each valid after the one before, with its way down. The first makes a table with rows. */
export const arbitraryHistory: fc.Arbitrary<readonly RandomRevision[]> = fc
  .array(fc.array(picks, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 })
  .map((chosen) => {
    const state = emptyState();
    const first: Picks = { move: 0, table: 0, column: 0, choice: 0 };
    const begin: Picks[] = [first, { ...first, move: 1 }];
    return [begin, ...chosen].map((each, index) => ({
      id: `r${index}`,
      revises: index === 0 ? null : `r${index - 1}`,
      upgrade: stepsOf(each, state),
    }));
  });
