import { systemClock } from "../../../core/clock.ts";
import { DatabaseError } from "../../../core/error.ts";
import { codeOf } from "../connection/connect-fault.ts";
import type { Link } from "../connection/link.ts";
import { refuseReadOnly } from "../connection/refuse-read-only.ts";
import type { Wire } from "../connection/wire.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { functionsRevision } from "./functions.ts";
import { refuseNewer } from "./journal-format.ts";
import { createJournal, journalFormat, moveOn } from "./schema.ts";

/** Of two that create the same at once the loser gets one of these, whichever catalogue it met first (XX000: tuple concurrently updated). */
const lostRace: ReadonlySet<string | undefined> = new Set(["23505", "42P06", "42P07", "42710", "42723", "XX000"]);
const attempts = 20;

/** Creates the journal where there is none, and what an older program's lacks. Whoever loses the race, or the connection, looks again. */
export async function ensureJournal(link: Link): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const wire = await link.main();
    try {
      await createUnlessThere(link, wire);
      return await letRoleRemember(link, wire);
    } catch (error) {
      const passes = !wire.alive || lostRace.has(codeOf(error));
      if (!passes || attempt === attempts) throw error;
      await systemClock.sleep(10 + Math.random() * 40, link.options.signal);
    }
  }
}

async function createUnlessThere(link: Link, wire: Wire): Promise<void> {
  const found = await readFormat(wire);
  if (found !== null) refuseNewer(found.format);
  if (found?.format === journalFormat && found.functions >= functionsRevision) return;
  refuseReadOnly(link);
  await wire.message(found === null ? createJournal : moveOn(found.format)).catch((error: unknown) => {
    throw wire.alive && !lostRace.has(codeOf(error)) ? cannotCreate(error) : error;
  });
}

/** Steps run as `connection.role`, and remember the rows that they insert in a table of the journal. */
async function letRoleRemember({ role }: Link, wire: Wire): Promise<void> {
  if (role === null) return;
  const [answer] = await wire.message(`SELECT pg_catalog.has_schema_privilege(${quoteLiteral(role)}, 'keelson', 'USAGE') AS may`);
  if (answer?.rows[0]?.may === "t") return;
  const grantee = quoteIdentifier(role);
  await wire.message(`GRANT USAGE ON SCHEMA keelson TO ${grantee}; GRANT SELECT, INSERT, DELETE ON keelson.inserted TO ${grantee}`);
}

interface Found {
  readonly format: number;
  /** Revision of its functions; 0 where it has no more than the fence. */
  readonly functions: number;
}

/** null: no journal. */
async function readFormat(wire: Wire): Promise<Found | null> {
  try {
    const [answer] = await wire.message("SELECT name, value FROM keelson.meta WHERE name IN ('format', 'functions')");
    const settingOf = (wanted: string) => answer?.rows.find(({ name }) => name === wanted)?.value ?? 0;
    return { format: Number(settingOf("format")), functions: Number(settingOf("functions")) };
  } catch (error) {
    const code = codeOf(error);
    if (code === "3F000" || code === "42P01") return null;
    throw error;
  }
}

function cannotCreate(error: unknown): DatabaseError {
  const code = "journal-create";
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The journal (schema keelson) could not be created: ${reason}`;
  return new DatabaseError(message, {
    code,
    remedy: "Grant CREATE on the database to the user, or remove a schema keelson that is not ours",
  });
}
