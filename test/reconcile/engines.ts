import { describe } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import type { Dialect } from "../../src/port/dialect.ts";
import { postgres, postgresServers } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { type Beside, besidePostgres, besideSqlite } from "./beside.ts";

export interface OpenedDatabase {
  readonly url: string;
  readonly beside: Beside;
  drop(): Promise<void>;
}

export interface Engine {
  readonly dialect: Dialect;
  /** The schema of bare names. */
  readonly home: string;
  open(): Promise<OpenedDatabase>;
}

const onSqlite: Engine = {
  dialect: sqlite,
  home: "main",
  open: async () => {
    const file = sqliteFile();
    const beside = await besideSqlite(file.path);
    const drop = async () => {
      await beside.close();
      file.drop();
    };
    return { url: file.url, beside, drop };
  },
};

const onPostgres: Engine = {
  dialect: postgresql,
  home: "public",
  open: async () => {
    const database = await postgres.database();
    const beside = await besidePostgres(database.url);
    const drop = async () => {
      await beside.close();
      await database.drop();
    };
    return { url: database.url, beside, drop };
  },
};

/** The suite once on each engine; PostgreSQL is skipped where there is no server. */
export function describeEngines(suite: (engine: Engine) => void): void {
  describe("on SQLite", () => suite(onSqlite));
  describe.skipIf(postgresServers.length === 0)("on PostgreSQL", () => suite(onPostgres));
}
