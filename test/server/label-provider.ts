import { execFile } from "node:child_process";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheDirectory } from "./cache-directory.ts";
import type { Major } from "./majors.ts";

/** What the server asks a library for is the same as long as the major is; none of its headers is needed. */
const source = (major: Major): string => `
struct fields { int version, arguments, keys, name, byValue; ${major >= 15 ? "char extra[32];" : ""} };
struct magic { int length; struct fields fields; ${major >= 18 ? "const char *name, *version;" : ""} };
static const struct magic data = { sizeof data, { ${major * 100}, 100, 32, 64, 1${major >= 15 ? ', "PostgreSQL"' : ""} } };
const struct magic *Pg_magic_func(void) { return &data; }
extern void register_label_provider(const char *name, void (*check)(const void *object, const char *label));
static void takesAll(const void *object, const char *label) { (void)object; (void)label; }
void _PG_init(void) { register_label_provider("dummy", takesAll); register_label_provider("odd one", takesAll); }
`;

/** A library for \`LOAD\` whose providers, \`dummy\` and \`odd one\`, take every label; null where there is no C compiler. */
export async function labelProvider(major: Major): Promise<string | null> {
  const folder = join(cacheDirectory, "label-provider");
  const path = join(folder, `${major}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.c`, source(major));
  try {
    await promisify(execFile)("cc", ["-shared", "-fPIC", "-o", `${path}.so`, `${path}.c`]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.warn("skipped: labels that are given, since there is no C compiler to build a provider with");
    return null;
  }
  await rename(`${path}.so`, join(folder, `${major}.so`));
  return join(folder, `${major}.so`);
}
