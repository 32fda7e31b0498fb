import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Major } from "./majors.ts";

const resolve = createRequire(import.meta.url).resolve;

/** The directory with `bin/`, `lib/` and `share/` of a PostgreSQL major, or undefined where this platform has none installed. */
export function installation(major: Major): string | undefined {
  const name = `postgresql-${major}-${process.platform}-${process.arch}`;
  try {
    const native = join(dirname(resolve(name)), "..", "native");
    return existsSync(join(native, "bin", "postgres")) ? native : undefined;
  } catch {
    return undefined;
  }
}
