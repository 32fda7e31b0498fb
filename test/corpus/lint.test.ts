import { describe, expect, test } from "vitest";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { haveCorpora } from "./corpora.ts";
import { CorpusProject } from "./corpus-project.ts";
import type { CorpusHistory } from "./history.ts";
import { importHistory } from "./import-history.ts";
import { runPsql } from "./run-psql.ts";
import { supabaseAuth } from "./supabase-auth.ts";
import { temporalOnPostgres, temporalOnSqlite } from "./temporal.ts";
import { describePostgres } from "../server/postgres.ts";

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
}

async function lint(project: CorpusProject, url: string, code: number, ...words: readonly string[]): Promise<readonly Found[]> {
  return (await project.exits(code, url, "lint", "-o", "json", ...words)).json<{ readonly findings: readonly Found[] }>().findings;
}

interface Case {
  readonly history: CorpusHistory;
  readonly url: string;
  readonly settings?: readonly string[];
  readonly code: number;
  /** Some of what whoever reads the scripts would say too. */
  readonly among: readonly Partial<Found>[];
}

const nowhere = "postgresql://127.0.0.1:1/nowhere";
const cases: readonly Case[] = [
  {
    history: supabaseAuth,
    url: nowhere,
    settings: ["schemas: [auth]"],
    code: 3,
    among: [
      { file: "db/revisions/20250904133000_add_oauth_client_id_to_session-1.sql", line: 8, code: "validated-in-same-transaction" },
      { file: "db/revisions/20221215195900_remove_sso_sessions-1.sql", line: 2, code: "table-dropped" },
      { file: "db/revisions/20210722035447_adds_confirmed_at-1.sql", line: 3, code: "column-rewrites-table" },
    ],
  },
  ...temporalOnPostgres.map((history): Case => ({ history, url: nowhere, code: 3, among: [] })),
  {
    history: temporalOnSqlite,
    url: "sqlite:./temporal.db",
    code: 0,
    among: [{ file: "db/revisions/v0.8-1.sql", line: 1, code: "column-dropped" }],
  },
];

describe.runIf(haveCorpora)("rules over histories that nobody here wrote", () => {
  test.for(cases)("$history.name at $url", { timeout: 60_000 }, async ({ history, url, settings = [], code, among }) => {
    using project = await CorpusProject.open(url, settings);
    importHistory(project, history.steps());
    const found = await lint(project, url, code, "--offline");
    expect(found).toEqual(expect.arrayContaining(among.map((each) => expect.objectContaining(each))));
    expect(found.filter(({ file, line }) => !file.startsWith("db/revisions/") || line < 1)).toEqual([]);
    // The first revision makes all of it: nobody uses that yet.
    const [first] = history.steps();
    expect(found.filter(({ file, severity }) => severity === "error" && file.startsWith(`db/revisions/${first?.id}`))).toEqual([]);
  });
});

/** What is wrong there indeed: a function with its owner's rights that looks names up along its caller's path. */
const real: Readonly<Record<string, readonly string[]>> = { pagila: ["security-definer-search-path"] };

describePostgres("rules over real schemas", (server) => {
  test.runIf(haveCorpora).for(postgresqlSchemas)(
    "$name, as it was inspected, has no errors but its own",
    { timeout: 120_000 },
    async ({ name, scripts, settings }) => {
      await using database = await server.database();
      await runPsql(database.url, scripts());
      using project = await CorpusProject.open(database.url, settings);
      await project.exits(0, database.url, "inspect", "--write", "db");
      const errors = real[name] ?? [];
      const found = await lint(project, database.url, errors.length === 0 ? 0 : 3);
      expect(found.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual(errors);
      expect(found.filter(({ file, line }) => !file.startsWith("db/") || line < 1)).toEqual([]);
    },
  );
});
