import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { type Finished, type Running, startKeelson } from "../../cli/keelson.ts";

export interface ProjectOptions {
  /** The address where none is given for one run. */
  readonly url: string;
  /** Of the server behind a pooler. */
  readonly directUrl?: string;
  /** `spec.policy` in YAML's flow style. */
  readonly policy?: string;
}

/** Quick retries: a test that holds a lock gives it back soon. */
const patient = "{ retries: { limit: 30, backoff: 100ms, maxBackoff: 500ms } }";

/** A folder of documents and a database that stands elsewhere: each run is a process of its own. */
export class FaultProject implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "keelson-fault-"));
  readonly url: string;

  constructor({ url, directUrl, policy = patient }: ProjectOptions) {
    this.url = url;
    const dialect = url.startsWith("sqlite:") ? "sqlite" : "postgresql";
    const direct = directUrl === undefined ? "" : `, directUrl: { value: "${directUrl}" }`;
    this.write(
      "keelson.yaml",
      `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: ${dialect}\n  connection: { url: { env: DATABASE }${direct} }\n  source: { directory: ./db }\n  policy: ${policy}\n`,
    );
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Writes a revision: `rest` is what stands in `spec` beside id and parents. */
  revision(id: string, parents: readonly string[], rest: string): void {
    const head = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  id: ${id}\n  revises: [${parents.join(", ")}]\n`;
    this.write(`db/revisions/${id}.yaml`, `${head}${rest.trim().replace(/^/gm, "  ")}\n`);
  }

  /** Starts a verb; `url` is another way to the same database. */
  start(words: readonly string[], url = this.url, env: Readonly<Record<string, string>> = {}): Running {
    return startKeelson(words, { cwd: this.folder, env: { DATABASE: url, ...env } });
  }

  /** Runs a verb that must end with this exit code. */
  async exits(code: number, words: readonly string[], url = this.url): Promise<Finished> {
    const finished = await this.start(words, url).finished;
    expect(finished.code, told(finished)).toBe(code);
    return finished;
  }

  upgrade(url = this.url): Promise<Finished> {
    return this.exits(0, ["upgrade"], url);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** All that a process said, for the message of a test that fails. */
export const told = ({ code, stdout, stderr }: Finished): string => `exit ${code}\n${stdout}\n${stderr}`;

/** Resolves once a run has said it on standard error; throws where it ends before. */
export async function hasSaid({ child, finished }: Running, text: string): Promise<void> {
  let said = "";
  const heard = new Promise<void>((resolve) => child.stderr?.on("data", (chunk) => (said += chunk).includes(text) && resolve()));
  const ended = finished.then((end) => {
    throw new Error(`it ended without ${text}: ${told(end)}`);
  });
  await Promise.race([heard, ended]);
  // From here on it may end as it likes.
  ended.catch(() => undefined);
}
