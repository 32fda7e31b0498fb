import type { Model } from "../../model/model.ts";
import { refKey } from "../../model/ref.ts";
import type { Canonical, Question } from "../../port/session.ts";
import type { Query } from "./catalogue/query.ts";
import { catalogueSettings } from "./catalogue/settings.ts";
import { spellingOf, type Spelling } from "./spelling.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { temporaryTwin } from "./temporary-twin.ts";
import { namesToCome } from "./names-to-come.ts";

/** Runs in one transaction, READ WRITE, and rolls it back whatever happens. */
export type RolledBack = <Value>(run: (query: Query) => Promise<Value>) => Promise<Value>;

/** A spelling is not always a fixpoint: what the catalogue prints may print otherwise when read again. */
const rounds = 3;

/** Lets this server spell both sides out, on temporary twins of the tables they are about; nothing of it lasts. */
export const createCanonical = (rolledBack: RolledBack): Pick<Canonical, "answer"> => ({
  answer: (questions, desired) => (questions.length === 0 ? Promise.resolve([]) : rolledBack((query) => answer(query, questions, desired))),
});

interface Pair {
  readonly spelling: Spelling;
  desired: string | null;
  live: string | null;
}

async function answer(query: Query, questions: readonly Question[], desired: Model): Promise<readonly (boolean | null)[]> {
  await query(catalogueSettings);
  await query("SELECT pg_catalog.set_config('lock_timeout', '100ms', true)");
  const pairs = questions.map(({ desired: wanted, live, field }): Pair => {
    const [left, right] = [spellingOf(wanted, field, desired), spellingOf(live, field, desired)];
    return { spelling: left, desired: left.text, live: right.text };
  });
  for (let round = 0; round < rounds; round++) {
    const open = pairs.filter(isOpen);
    if (open.length === 0) break;
    const spelled = await spellOut(query, open, desired);
    open.forEach((pair, at) => {
      pair.desired = spelled[2 * at] ?? null;
      pair.live = spelled[2 * at + 1] ?? null;
    });
  }
  return pairs.map(({ desired: left, live: right }) => (left === null || right === null ? null : left === right));
}

const isOpen = ({ desired, live }: Pair): boolean => desired !== null && live !== null && desired !== live;

/** Both sides of every pair in one round trip; null where the server refuses one. Variables outlive the subtransactions that are rolled back. */
async function spellOut(query: Query, pairs: readonly Pair[], desired: Model): Promise<readonly (string | null)[]> {
  const groups = Map.groupBy(
    pairs.map((pair, at) => ({ pair, at })),
    ({ pair }) => (pair.spelling.table === null ? "" : refKey(pair.spelling.table)),
  );
  const blocks = [...groups.values()].map((group) => {
    const table = group[0]?.pair.spelling.table ?? null;
    const path = searchPath(desired, group[0]?.pair.spelling.schema ?? "");
    const asked = group.flatMap(({ pair, at }) => [
      side(pair.spelling, pair.desired, 2 * at + 1, path),
      side(pair.spelling, pair.live, 2 * at + 2, path),
    ]);
    return rolledBackBlock([...(table === null ? [] : [temporaryTwin(table, desired)]), ...asked]);
  });
  const texts = pairs.flatMap((pair) => pair.desired ?? []);
  const toCome = namesToCome(desired, texts, (schema) => searchPath(desired, schema));
  const body = `DECLARE answers text[] := array_fill(NULL::text, ARRAY[${pairs.length * 2}]); spelled text; twin text; BEGIN ${toCome} PERFORM pg_catalog.set_config('search_path', '', true); ${blocks.join(" ")} PERFORM pg_catalog.set_config('keelson.answers', to_jsonb(answers)::text, true); END`;
  await query(`DO ${quoteLiteral(body)}`);
  const [row] = await query("SELECT pg_catalog.current_setting('keelson.answers') AS answers");
  return JSON.parse(String(row?.answers)) as (string | null)[];
}

function side({ create, read }: Spelling, text: string | null, place: number, path: string): string {
  const make = `PERFORM pg_catalog.set_config('search_path', ${quoteLiteral(path)}, true); EXECUTE ${quoteLiteral(create(text ?? ""))}; PERFORM pg_catalog.set_config('search_path', '', true);`;
  return rolledBackBlock([`spelled := NULL; ${make} EXECUTE ${quoteLiteral(read)} INTO spelled; answers[${place}] := spelled;`]);
}

const rolledBackBlock = (statements: readonly string[]): string =>
  `BEGIN ${statements.join(" ")} RAISE EXCEPTION 'rolled back'; EXCEPTION WHEN OTHERS THEN NULL; END;`;

/** The question's own schema first, then the others that are managed: as SQL fields are read. */
function searchPath(desired: Model, own: string): string {
  const schemas = [...desired.objects()].flatMap(({ kind, ref }) =>
    kind === "schema" ? [ref.name] : ref.parent === undefined && ref.schema !== undefined ? [ref.schema] : [],
  );
  return [...new Set([own, ...schemas])]
    .filter((name) => name !== "")
    .map(quoteIdentifier)
    .join(", ");
}
