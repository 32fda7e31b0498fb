import type { Digest } from "../../core/digest.ts";
import type { AnswerMemory } from "../../port/session.ts";
import { codeOf } from "./connection/connect-fault.ts";
import type { Link } from "./connection/link.ts";
import { quoteLiteral } from "./quote.ts";

// Extensions bring functions, and a new version of one may print otherwise.
const stored = `pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(k || (SELECT coalesce(pg_catalog.string_agg(extname || extversion, ',' ORDER BY extname), '') FROM pg_catalog.pg_extension), 'UTF8')), 'hex')`;

/** No schema, no table, or no right to read it: nothing is remembered then. */
const nothingThere: ReadonlySet<string | undefined> = new Set(["3F000", "42P01", "42501"]);

/** Answers in `keelson.canonical`. */
export const createMemory = (link: Link): AnswerMemory => ({
  recall: async (keys) => {
    const wire = await link.main();
    const asked = `SELECT k AS key, c.spelling FROM pg_catalog.unnest(ARRAY[${keys.map(quoteLiteral).join(", ")}]::text[]) k JOIN keelson.canonical c ON c.key = ${stored}`;
    const [answer] = await wire.message(asked).catch((error: unknown) => {
      if (nothingThere.has(codeOf(error))) return [];
      throw error;
    });
    return new Map((answer?.rows ?? []).map(({ key, spelling }) => [key as Digest, spelling === "same"]));
  },
  remember: async (answers) => {
    const rows = [...answers].map(([key, same]) => `(${quoteLiteral(key)}, '${same ? "same" : "different"}')`);
    const wire = await link.main();
    await wire.message(
      `INSERT INTO keelson.canonical SELECT ${stored}, spelling FROM (VALUES ${rows.join(", ")}) v (k, spelling) ON CONFLICT DO NOTHING`,
    );
  },
});
