import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Step, sixDigits } from "../history.ts";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Tool } from "./tool.ts";

const database = `apiVersion: keelson.dev/v1alpha1
kind: Database
metadata: { name: bench }
spec:
  dialect: postgresql
  connection: { url: { env: KEELSON_URL } }
  source: { directory: ./db }
`;

const operation = ({ table, column }: Step): string =>
  column === undefined
    ? `- createTable:
        name: ${table}
        columns:
          - { name: id, type: bigint }
          - { name: name, type: text, nullable: false }
        primaryKey: { columns: [id] }`
    : `- addColumn: { table: ${table}, column: { name: ${column}, type: text } }`;

const idOf = (number: number): string => `r${sixDigits(number)}`;

const revision = (step: Step): string => `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: ${idOf(step.number)} }
spec:
  id: ${idOf(step.number)}
  message: Step ${step.number}
  revises: [${step.number === 1 ? "" : idOf(step.number - 1)}]
  upgrade:
    ${operation(step)}
`;

export const keelson: Tool = {
  name: "keelson",
  install: async () => {},
  write: async (history, directory) => {
    await mkdir(join(directory, "db", "revisions"), { recursive: true });
    await writeFile(join(directory, "keelson.yaml"), database);
    for (const step of history) await writeFile(join(directory, "db", "revisions", `${idOf(step.number)}.yaml`), revision(step));
  },
  apply: (directory, url) =>
    runProcess(process.execPath, [keelsonCommand, "upgrade", "head"], { cwd: directory, env: { KEELSON_URL: url } }),
};

/** The tables that the history ends in, as desired state. */
export async function writeKeelsonSchema(history: readonly Step[], directory: string): Promise<void> {
  const columns = (table: string) =>
    history
      .filter((step) => step.table === table && step.column !== undefined)
      .map(({ column }) => `        - { name: ${column}, type: text }\n`);
  const tables = [...new Set(history.map(({ table }) => table))].map(
    (table) => `    - name: ${table}
      columns:
        - { name: id, type: bigint }
        - { name: name, type: text, nullable: false }
${columns(table).join("")}      primaryKey: { columns: [id] }
`,
  );
  const head = "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: bench }\nspec:\n  tables:\n";
  await writeFile(join(directory, "db", "schema.yaml"), head + tables.join(""));
}
