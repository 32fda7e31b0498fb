import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../server/start-server.ts";
import { fetchPostgresTools } from "../server/postgres-tools.ts";
import { databaseText, documents, revisionText } from "./documents.ts";

// node test/journals/write-fixtures.ts PROGRAM FORMAT: what the program, of an earlier state of this repository, leaves in a database.
const [program = "", format = ""] = process.argv.slice(2);
const fixture = (dialect: string) => join(import.meta.dirname, "fixtures", `${dialect}-${format}.sql`);

function project(dialect: string): string {
  const root = mkdtempSync(join(tmpdir(), "keelson-journal-"));
  mkdirSync(join(root, "db"));
  writeFileSync(join(root, "keelson.yaml"), databaseText(dialect));
  for (const id of Object.keys(documents)) writeFileSync(join(root, "db", `${id}.yaml`), revisionText(id));
  return root;
}

function upgrade(root: string, url: string): void {
  const { status, stderr } = spawnSync(process.execPath, [program, "upgrade", "--url", url], { cwd: root, encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(stderr);
}

const root = project("sqlite");
upgrade(root, "sqlite:shop.db");
writeFileSync(
  fixture("sqlite"),
  execFileSync("python3", ["-c", "import sqlite3,sys; print('\\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))", join(root, "shop.db")], {
    encoding: "utf8",
  }),
);

await using server = await startServer();
upgrade(project("postgresql"), server.url);
const tool = join(await fetchPostgresTools(), "pg_dump");
const dump = execFileSync(tool, ["--inserts", "--restrict-key=x", "--no-owner", "--no-password", "--dbname", server.url], {
  encoding: "utf8",
});
writeFileSync(fixture("postgresql"), dump.replaceAll(/^\\.*\n|^SET (?:transaction_timeout|default_table_access_method).*\n/gm, ""));
