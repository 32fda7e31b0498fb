import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { type Finished, runKeelson } from "../cli/keelson.ts";
import { type Engine, openEngine } from "./engine.ts";

/** A folder and a database, as a new user has them: every step is a process of its own. */
export class SeedProject implements AsyncDisposable {
  readonly folder: string;
  readonly engine: Engine;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(folder: string, engine: Engine, environment: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.engine = engine;
    this.#environment = environment;
  }

  /** `documents only`: what KEELSON_URL would say is left to the documents. */
  static async open(name: Engine["name"], where: "environment" | "documents only" = "environment"): Promise<SeedProject> {
    const engine = await openEngine(name);
    return new SeedProject(
      mkdtempSync(join(tmpdir(), "keelson-seed-")),
      engine,
      where === "environment" ? { KEELSON_URL: engine.url } : {},
    );
  }

  /** `init` with the database of this project. */
  async init(): Promise<void> {
    await this.run("init", "--url", this.engine.url);
  }

  /** Runs a verb that must succeed. */
  async run(...words: string[]): Promise<Finished> {
    return this.exits(0, ...words);
  }

  /** Runs a verb that must end with this exit code. */
  async exits(code: number, ...words: string[]): Promise<Finished> {
    const finished = await this.attempt(...words);
    expect(finished.code, `keelson ${words.join(" ")}\n${finished.stdout}\n${finished.stderr}`).toBe(code);
    return finished;
  }

  attempt(...words: string[]): Promise<Finished> {
    return runKeelson(words, { cwd: this.folder, env: this.#environment });
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Names of the revision files, sorted. */
  revisions(): readonly string[] {
    return readdirSync(join(this.folder, "db/revisions"))
      .filter((name) => name.endsWith(".yaml"))
      .sort();
  }

  /** Writes the Schema document: entries of `spec` as YAML text. */
  schema(spec: string): void {
    this.write("db/schema.yaml", `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n${indent(spec)}`);
  }

  /** Writes a revision by hand. */
  revision(id: string, revises: readonly string[], spec: string): void {
    const parents = revises.map((parent) => JSON.stringify(parent)).join(", ");
    this.write(
      `db/revisions/${id}.yaml`,
      `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: app-${id.replaceAll("_", "-")} }\nspec:\n  id: "${id}"\n  revises: [ ${parents} ]\n${indent(spec)}`,
    );
  }

  async current(): Promise<readonly string[]> {
    return (await this.run("current", "-o", "json")).json().heads;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const indent = (text: string): string =>
  text
    .replace(/^\n/, "")
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
