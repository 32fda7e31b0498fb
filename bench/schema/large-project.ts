import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

/** Runs a verb in a project, against a database. */
export const runVerb = (folder: string, url: string, ...words: readonly string[]): Promise<void> =>
  runProcess(process.execPath, [keelsonCommand, ...words], { cwd: folder, env: { KEELSON_URL: url } });

/** A project that declares what is in the database, and has seen that it is so. */
export async function writeLargeProject(folder: string, url: string): Promise<void> {
  await mkdir(join(folder, "db"), { recursive: true });
  await writeFile(join(folder, "keelson.yaml"), database);
  await runVerb(folder, url, "inspect", "--write", "db");
  await runVerb(folder, url, "reconcile");
}

/** The project with one more column in one of its tables. */
export async function writeChangedProject(folder: string, project: string): Promise<void> {
  await cp(project, folder, { recursive: true });
  const path = join(folder, "db/tables", `${tableName(10).replace(/[._]/g, "-")}.yaml`);
  const text = await readFile(path, "utf8");
  const changed = text.replace(/^( +)columns:\n/m, "$&$1  - name: added_later\n$1    type: text\n");
  if (changed === text) throw new Error(`${path} declares no columns`);
  await writeFile(path, changed);
}
