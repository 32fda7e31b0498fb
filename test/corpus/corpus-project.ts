import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { type Finished, runKeelson } from "../cli/keelson.ts";

/** A folder of documents that several databases are held against; every verb is a process of its own. */
export class CorpusProject implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "keelson-corpus-"));

  /** What `init` lays out, without the empty Schema: it would say that nothing is desired. `settings` are lines below the `spec` of the Database, `secrets` what its documents name. */
  static async open(url: string, settings: readonly string[] = [], secrets: Readonly<Record<string, string>> = {}): Promise<CorpusProject> {
    const project = new CorpusProject();
    await project.exits(0, url, "init", "--url", url);
    rmSync(join(project.#folder, "db/schema.yaml"));
    for (const [name, value] of Object.entries(secrets)) project.write(`secret/${name}`, value);
    const places = Object.keys(secrets).map((name) => `      ${name}: { file: secret/${name} }\n`);
    const database = join(project.#folder, "keelson.yaml");
    if (places.length > 0)
      writeFileSync(database, readFileSync(database, "utf8").replace("  connection:\n", `$&    secrets:\n${places.join("")}`));
    appendFileSync(database, settings.map((line) => `  ${line}\n`).join(""));
    return project;
  }

  /** Runs a verb against a database; it must end with this exit code. */
  async exits(code: number, url: string, ...words: string[]): Promise<Finished> {
    const finished = await runKeelson(words, { cwd: this.#folder, env: { KEELSON_URL: url } });
    expect(finished.code, `keelson ${words.join(" ")}\n${finished.stdout}\n${finished.stderr}`).toBe(code);
    return finished;
  }

  write(path: string, text: string): void {
    const file = join(this.#folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Every document, by its path. */
  documents(): Readonly<Record<string, string>> {
    const files = readdirSync(join(this.#folder, "db"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")]));
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
