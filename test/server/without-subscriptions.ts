import { escapeIdentifier } from "pg";
import { askRows } from "./ask.ts";

/** A database that subscribes to another cannot be dropped: what is left of them goes first, without asking that other. */
export const withoutSubscriptions = (url: string): AsyncDisposable => ({
  [Symbol.asyncDispose]: async () => {
    for (const { name } of await askRows(
      url,
      "SELECT s.subname::text AS name FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()",
    )) {
      const subscription = escapeIdentifier(String(name));
      await askRows(url, `ALTER SUBSCRIPTION ${subscription} DISABLE`);
      await askRows(url, `ALTER SUBSCRIPTION ${subscription} SET (slot_name = NONE)`);
      await askRows(url, `DROP SUBSCRIPTION ${subscription}`);
    }
  },
});
