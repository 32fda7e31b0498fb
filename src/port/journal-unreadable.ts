import { DatabaseError } from "../core/error.ts";

/** There is a journal, and the role of the session may not read it: where the database stands is not known. */
export class JournalUnreadableError extends DatabaseError {}
