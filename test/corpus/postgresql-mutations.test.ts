import fc from "fast-check";
import { expect, test } from "vitest";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { casesOf, patience } from "../property/proofs/cases.ts";
import { properties } from "../property/proofs/proofs.ts";
import { asSets } from "./as-sets.ts";
import { CorpusProject } from "./corpus-project.ts";
import { corpusText } from "./corpora.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { mutate } from "./mutate.ts";
import { elsewhere } from "./mutation/places.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { runPsql } from "./run-psql.ts";

/** Rows beside a schema that comes without. */
const rows: Readonly<Record<string, string>> = { pagila: "pagila/pagila-data.sql" };

const picks = fc.array(fc.record({ way: fc.nat(), object: fc.nat() }), { minLength: 1, maxLength: 6 });

/** How many rows each table has of its own. */
async function counts(url: string, tables: readonly string[]): Promise<readonly unknown[]> {
  return tables.length === 0
    ? []
    : askRows(
        url,
        tables.map((table) => `SELECT '${table.replaceAll("'", "''")}' AS name, count(*)::int AS n FROM ONLY ${table}`).join(" UNION ALL "),
      );
}

/** Everything that has rows of its own: a partition that is detached takes its rows along. */
async function tablesOf(url: string): Promise<readonly string[]> {
  const found = await askRows<{ readonly name: string }>(
    url,
    "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keelson') ORDER BY 1",
  );
  return found.map(({ name }) => name);
}

describeCorpora("a schema that nobody here wrote, changed at random", (server) => {
  const templates = new Map<string, string>();
  const templateOf = async (name: string, scripts: readonly string[]): Promise<string> => {
    const made = templates.get(name) ?? (await server.database()).name;
    if (!templates.has(name)) await runPsql(new URL(`/${made}`, server.url).href, scripts);
    templates.set(name, made);
    return made;
  };

  test.each(casesOf(properties.reaches.proofs.corpora))(
    "is reached by the difference alone, rows kept, and nothing is left to do: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const property = fc.asyncProperty(fc.constantFrom(...postgresqlSchemas), picks, async ({ name, scripts }, chosen) => {
        const data = rows[name];
        const template = await templateOf(name, [...scripts(), ...(data === undefined ? [] : [corpusText(data)])]);
        await using live = await server.database(template);
        await using changed = await server.database(template);
        const ran = await mutate(changed.url, chosen);
        using project = await CorpusProject.open(changed.url, [
          `schemas: [public, auth, ${elsewhere}]`,
          "prune: true",
          "policy: { maxDrops: 1000 }",
        ]);
        const before = await tablesOf(live.url);
        const kept = (await tablesOf(changed.url)).filter((table) => before.includes(table));
        const had = await counts(live.url, kept);
        await project.exits(0, changed.url, "inspect", "--write", "db");
        await project.exits(0, live.url, "apply", "--allow", "dataLoss");
        expect(asSets(await dump(live.url)), ran.join(";\n")).toEqual(asSets(await dump(changed.url)));
        await project.exits(0, live.url, "check");
        expect(await counts(live.url, kept), ran.join(";\n")).toEqual(had);
      });
      await fc.assert(property, parameters);
    },
  );
});
