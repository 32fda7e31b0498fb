import type { ConnectionTarget, ConnectOptions, Tally, Visit } from "../../port/dialect.ts";
import { createOpener } from "./connection/opener.ts";
import { sessionOn } from "./session.ts";
import { readTally } from "./tally.ts";

// Every change of the catalogue or of a row is a transaction's with a number of its own, and the snapshot names those that have ended; it counts anew in another life of a server.
// As columns: to find the operators and casts of one text takes a fresh backend as long as all else of the question. CURRENT_CATALOG is a keyword, and need not be found.
const momentSql = "SELECT CURRENT_CATALOG, pg_catalog.pg_postmaster_start_time() AS life, pg_catalog.pg_current_snapshot()";

/** Connects and asks what moment it is. @throws DatabaseError with a diagnostic that names host, port and database only. */
export async function visit(target: ConnectionTarget, options: ConnectOptions): Promise<Visit> {
  const open = createOpener(target, options);
  const wire = await open("usual");
  // Whoever does not know the question is asked who it is, and refused, by the session.
  const [answer] = await wire.message(momentSql).catch(() => []);
  const row = answer?.rows[0];
  let asked: Promise<Tally | null> | undefined;
  const tally = async (): Promise<Tally | null> => {
    const counted = row === undefined ? null : await (asked ??= readTally(wire));
    return counted && { ...counted, written: `${row?.["life"]} ${counted.written}` };
  };
  return {
    moment: row === undefined ? null : Object.values(row).join(" "),
    tally,
    stay: () => {
      // Before anything is looked at: what is written meanwhile is counted later.
      void tally();
      return sessionOn(target, options, { wire, open });
    },
    leave: () => wire.end(),
  };
}
