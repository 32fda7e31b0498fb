import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Tells one build of the program from another, of the same version as well: the files beside this one as the file system knows them. Undefined where it cannot say. */
export function programStamp(): string | undefined {
  try {
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const files = readdirSync(folder).toSorted();
    const stamps = files.map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return [name, size, mtimeMs];
    });
    return JSON.stringify([folder, stamps]);
  } catch {
    return undefined;
  }
}
