import { rmSync } from "node:fs";
import { type ConnectionTarget, type Dialect, type Session, StageError, type StageRunner } from "../../../src/index.ts";
import { Database } from "./database.ts";
import { grammar } from "./grammar.ts";
import { inspect } from "./inspect.ts";
import { journalStore, readState, write } from "./journal.ts";
import { leaseStore } from "./lease.ts";
import { lowering } from "./lowering.ts";
import { quoteIdentifier } from "./quote.ts";

const pathOf = ({ url }: ConnectionTarget): string => url.replace(/^tinysql:/, "");

/** A dialect as somebody else would write it: files of Node's own SQLite, and nothing that is not offered to everybody. */
export const tinysql: Dialect = {
  name: "tinysql",
  grammar,
  kinds: ["table", "column", "primaryKey", "unique", "foreignKey"],
  lowering,
  script: {
    opening: () => [],
    stage: ({ instructions }) =>
      instructions.flatMap((each) => (each.kind === "statement" ? each.statements.map(({ sql }) => `${sql};`) : [])),
  },
  connect: async (target) => session(new Database(pathOf(target))),
  administration: {
    create: async (target) => {
      new Database(pathOf(target))[Symbol.dispose]();
      return "created";
    },
    drop: async (target) => {
      rmSync(pathOf(target), { force: true });
      return "dropped";
    },
    clean: async (target) => {
      using database = new Database(pathOf(target));
      database.statement("PRAGMA foreign_keys = OFF");
      for (const { ref, kind } of inspect(database).objects())
        if (kind === "table") database.statement(`DROP TABLE ${quoteIdentifier(ref.name)}`);
    },
  },
};

function session(database: Database): Session {
  const server = { version: "1.0", versionNumber: 1, epoch: "1", readOnly: false, pooled: false, database: "tinysql" };
  return {
    server,
    observe: async (project) => {
      const state = readState(database, project);
      const mark = String(database.rows("PRAGMA schema_version")[0]?.["schema_version"]);
      const { heads = [], settledAt = null, last = null, progress = [], pending = [], mark: journalMark = null } = state ?? {};
      return {
        server,
        journal: state === null ? "absent" : "present",
        heads,
        settledAt,
        last,
        unfinished: progress.length + pending.length > 0,
        catalogueMark: mark,
        journalMark,
      };
    },
    inspect: async () => ({ model: inspect(database), unmanaged: [] }),
    facts: async () => ({ serverVersion: 1, table: ({ name }) => tableFacts(database, name), columnEmpty: () => undefined }),
    canonical: { answer: async (questions) => questions.map(() => false) },
    journal: journalStore(database),
    lease: leaseStore(database),
    stages: stageRunner(database),
    close: async () => database[Symbol.dispose](),
  };
}

function tableFacts(database: Database, name: string) {
  const rows = Number(database.rows(`SELECT count(*) AS n FROM ${quoteIdentifier(name)}`)[0]?.["n"]);
  return { empty: rows === 0, rows, bytes: rows, partitioned: false };
}

const stageRunner = (database: Database): StageRunner => ({
  transaction: async ({ instructions }, writes, { grant }) =>
    database.transaction(grant, () => {
      for (const each of instructions) if (each.kind === "statement") for (const { sql } of each.statements) database.statement(sql);
      write(database, grant.project, writes);
    }),
  autocommit: async () => {
    throw new StageError("tinysql has no statement outside of transactions", { code: "tinysql-cannot", disposition: "terminal" });
  },
  batch: async () => {
    throw new StageError("tinysql has no batches", { code: "tinysql-cannot", disposition: "terminal" });
  },
  probe: async ({ sql }) => {
    const [row] = database.rows(sql);
    const value = row === undefined ? null : (Object.values(row)[0] ?? null);
    return value === null ? null : String(value);
  },
});
