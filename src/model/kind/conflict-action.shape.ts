import { choice } from "./field.shape.ts";

/** The ON CONFLICT clause of a constraint of SQLite. */
export const conflictAction = (description: string) => choice(description, "rollback", "fail", "ignore", "replace");
