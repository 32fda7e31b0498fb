import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downOf, sixDigits, upOf } from "../history.ts";
import { runProcess } from "../run-process.ts";
import { goBinary, installGo } from "./install-go.ts";
import type { Tool } from "./tool.ts";

/** Drivers that are not needed take minutes to compile. */
const tags = ["no_clickhouse", "no_libsql", "no_mssql", "no_mysql", "no_sqlite3", "no_vertica", "no_ydb", "no_duckdb"];

export const goose: Tool = {
  name: "goose",
  install: () => installGo("goose", "github.com/pressly/goose/v3/cmd/goose@v3.29.0", tags),
  write: async (history, directory) => {
    for (const step of history)
      await writeFile(
        join(directory, `${sixDigits(step.number)}_step.sql`),
        `-- +goose Up\n${upOf(step)}\n-- +goose Down\n${downOf(step)}\n`,
      );
  },
  apply: (directory, url) => runProcess(goBinary("goose"), ["-dir", directory, "postgres", `${url}?sslmode=disable`, "up"]),
};
