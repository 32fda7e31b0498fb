import { JournalUnreadableError } from "../../../port/journal-unreadable.ts";
import { codeOf } from "../connection/connect-fault.ts";
import type { Wire } from "../connection/wire.ts";
import { quoteIdentifier } from "../quote.ts";

/** What is said where the role of the session may not read the journal that is there. @throws the driver's error where it is another */
export async function unreadable(error: unknown, wire: Wire): Promise<JournalUnreadableError> {
  if (codeOf(error) !== "42501") throw error;
  const [answer] = await wire.message("SELECT current_user AS role");
  const role = answer?.rows[0]?.role ?? "";
  const to = quoteIdentifier(role);
  return new JournalUnreadableError(`${role} may not read the journal (schema keelson)`, {
    code: "journal-unreadable",
    remedy: `GRANT USAGE ON SCHEMA keelson TO ${to}; GRANT SELECT ON ALL TABLES IN SCHEMA keelson TO ${to}`,
    cause: error,
  });
}
