import type { ConflictAction } from "../../../model/constraint-body.ts";

interface Conflict {
  readonly onConflict?: ConflictAction;
}

const actions: Readonly<Record<ConflictAction, string>> = { rollback: "ROLLBACK", fail: "FAIL", ignore: "IGNORE", replace: "REPLACE" };

/** What a constraint says after ON CONFLICT; ABORT is what happens anyhow. */
export function conflictOf(text: string | null): Conflict {
  const action = (Object.keys(actions) as ConflictAction[]).find((name) => actions[name] === text);
  return action === undefined ? {} : { onConflict: action };
}

export const writeConflict = ({ onConflict }: Conflict): string => (onConflict === undefined ? "" : ` ON CONFLICT ${actions[onConflict]}`);
