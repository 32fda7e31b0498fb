import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path in a directory of its own where no SQLite file stands yet; `url` is `sqlite:` and the absolute path. */
export interface TestFile extends Disposable {
  readonly path: string;
  readonly url: string;
  /** Removes the file and what SQLite laid beside it. */
  drop(): void;
}

export function sqliteFile(): TestFile {
  const directory = mkdtempSync(join(tmpdir(), "keelson-sqlite-"));
  const path = join(directory, "test.db");
  const drop = () => rmSync(directory, { recursive: true, force: true });
  return { path, url: `sqlite:${path}`, drop, [Symbol.dispose]: drop };
}
