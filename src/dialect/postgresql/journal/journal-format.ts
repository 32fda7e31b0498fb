import { DatabaseError } from "../../../core/error.ts";
import { journalFormat } from "./schema.ts";

/** @throws DatabaseError where a newer program has written the journal: guessing what it means could destroy data. */
export function refuseNewer(format: number): void {
  if (format <= journalFormat) return;
  const code = "journal-newer";
  const message = `The journal in this database has format ${format}, and this keelson knows formats up to ${journalFormat}`;
  throw new DatabaseError(message, { code, remedy: "Use the keelson version that wrote it, or a newer one" });
}
