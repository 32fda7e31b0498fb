import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createKeelson, type Rule } from "../../src/index.ts";
import type { Example } from "../../src/lint/example.ts";
import type { LintOptions, LintResult } from "../../src/verb/lint.ts";

const head = (kind: string, name: string) => `apiVersion: keelson.dev/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n`;
const indent = (text: string, by: string) => text.replace(/^(?=.)/gm, by);

/** What stands before every example: the tables that its page speaks of. */
const base = `${head("Revision", "base1")}  id: base1
  revises: []
  upgrade:
    - createEnum: { name: order_state, values: [ new, paid ] }
    - createTable: { name: teams, columns: [ { name: id, type: bigint }, { name: name, type: text, nullable: false } ], primaryKey: { columns: [id] } }
    - createTable: { name: notes, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] } }
    - createTable:
        name: users
        columns:
          - { name: id, type: bigint }
          - { name: email, type: text }
          - { name: team_id, type: bigint }
          - { name: boss_id, type: bigint }
          - { name: note, type: text }
        primaryKey: { columns: [id] }
        foreignKeys: [ { name: users_team_fk, columns: [team_id], references: { table: teams, columns: [id] }, onDelete: cascade } ]
        indexes: [ { name: users_team_idx, columns: [team_id] } ]
`;

/** The files of a project, below its folder. */
export type Files = Readonly<Record<string, string>>;

export const revision = (steps: string): string =>
  `${head("Revision", "next1")}  id: next1\n  revises: [ base1 ]\n  upgrade:\n${indent(steps, "    ")}\n`;
export const schema = (spec: string): string => `${head("Schema", "shop")}${indent(spec, "  ")}\n`;
export const sqlStep = (sql: string): string => `- sql:\n    text: |\n${indent(sql, "      ")}\n  downgrade: []`;

/** The document in which an example stands. */
export function filesOf({ kind, text }: Example): Files {
  switch (kind) {
    case "sql":
      return { "db/revisions/next1.yaml": revision(sqlStep(text)) };
    case "steps":
      return { "db/revisions/next1.yaml": revision(text) };
    case "spec":
      return { "db/schema.yaml": schema(text) };
  }
}

export interface LintedShop extends Omit<LintOptions, "file"> {
  readonly dialect: "postgresql" | "sqlite";
  readonly outside?: readonly Rule[];
}

/** Lints the files behind the base, without a database unless `live` says otherwise; findings of the base are left out. */
export async function lintShop(files: Files, { dialect, outside = [], ...options }: LintedShop): Promise<LintResult> {
  const cwd = mkdtempSync(join(tmpdir(), "keelson-lint-"));
  try {
    const url = dialect === "sqlite" ? "sqlite:./shop.db" : "postgresql://127.0.0.1:1/shop";
    const all: Files = {
      "keelson.yaml": `${head("Database", "shop")}  dialect: ${dialect}\n  connection: { url: { value: "${url}" } }\n  source: { directory: ./db }\n`,
      "db/revisions/base1.yaml": base,
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const host = { cwd, env: {}, user: "ada", hostname: "here", pid: 1, readStandardInput: () => process.stdin };
    const result = await createKeelson({ host, rules: outside }).lint({ live: "never", ...options });
    return { ...result, findings: result.findings.filter(({ position }) => position?.file !== "db/revisions/base1.yaml") };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

export const codesOf = ({ findings }: LintResult): readonly string[] => findings.map(({ code }) => code);
