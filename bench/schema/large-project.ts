import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { largeSchemas, tableName } from "./large-schema.ts";

const database = `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: bench }
spec:
  dialect: postgresql
  connection: { url: { env: KEELSON_URL } }
  source: { directory: ./db }
  schemas: [${largeSchemas.join(", ")}]
`;

/** Runs a verb in a project, against a database, with what earlier runs have kept of the project. */
export const runVerb = (folder: string, url: string, ...words: readonly string[]): Promise<void> =>
  run(folder, url, join(dirname(folder), ".cache"), words);

/** The same as on a machine where keelson never ran: nothing is kept. */
export const runAnew = (folder: string, url: string, ...words: readonly string[]): Promise<void> => run(folder, url, "", words);

const run = (folder: string, url: string, cache: string, words: readonly string[]): Promise<void> =>
  runProcess(process.execPath, [keelsonCommand, ...words], { cwd: folder, env: { KEELSON_URL: url, XDG_CACHE_HOME: cache } });

/** A project that declares what is in the database, and has seen that it is so. */
export async function writeLargeProject(folder: string, url: string): Promise<void> {
  await mkdir(join(folder, "db"), { recursive: true });
  await writeFile(join(folder, "keelson.yaml"), database);
  await runVerb(folder, url, "inspect", "--write", "db");
  await runVerb(folder, url, "reconcile");
}

/** Writes the project with one more column in one of its tables, once and then again and again: `column` is another one each time. */
export async function writeChangedProject(folder: string, project: string): Promise<(column: string) => Promise<void>> {
  await cp(project, folder, { recursive: true });
  const path = join(folder, "db/tables", `${tableName(10).replace(/[._]/g, "-")}.yaml`);
  const text = await readFile(path, "utf8");
  const write = async (column: string): Promise<void> => {
    const changed = text.replace(/^( +)columns:\n/m, `$&$1  - name: ${column}\n$1    type: text\n`);
    if (changed === text) throw new Error(`${path} declares no columns`);
    await writeFile(path, changed);
  };
  await write("added_later");
  return write;
}
