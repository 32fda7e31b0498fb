import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache-folder.ts";
import { type CompiledFile, compileFile } from "./code-cache.ts";
import { optimizeLate } from "./late-optimizer.ts";
import { keepNewSpace } from "./new-space.ts";
import { V8Flags } from "./v8-flags.ts";

/** Exit statuses of runs that did what a verb is for. Any other run may have called little of it. */
const answered: ReadonlySet<unknown> = new Set([0, 2, 5, 6]);

/**
 * The program, of the files beside this one. The first run of a verb that loads one of them leaves to later ones in the user's cache what V8 compiled. Node's own compile cache
 * is made before any function is called, which is when V8 compiles it: that took longer than all else that a run did that found nothing to do.
 */
export function loadProgram(verb: string): typeof import("./program.ts") {
  const folder = dirname(fileURLToPath(import.meta.url));
  const kept = placeOf(verb);
  const flags = new V8Flags();
  const compiled: CompiledFile[] = [];
  process.once("exit", (status) => {
    if (!answered.has(status) || compiled.every(({ isRecalled }) => isRecalled)) return;
    flags.asUsualDuring(() => compiled.forEach((file) => file.remember()));
  });

  const elsewhere = createRequire(import.meta.url);
  const modules = new Map<string, { exports: unknown }>();
  const read = (name: string): unknown => {
    const path = join(folder, name);
    const file = compileFile(path, kept?.(path));
    compiled.push(file);
    const module = { exports: {} };
    modules.set(name, module);
    file.script.runInThisContext()(module.exports, load, module, path, folder);
    return module.exports;
  };
  const load = (name: string): unknown => {
    const known = modules.get(name)?.exports;
    if (known !== undefined) return known;
    const files = compiled.length;
    const loaded = flags.asUsualDuring(() => (/^\.\/\w+\.cjs$/.test(name) ? read(name) : elsewhere(name)));
    // What Node loads of its own in order to connect would be compiled anew: a run that loads no more than the first file changes nothing.
    if (files === 1 && compiled.length > 1) {
      optimizeLate(flags, process);
      keepNewSpace(flags);
    }
    return loaded;
  };
  return load("./program.cjs") as typeof import("./program.ts");
}

/** Where what was compiled of a file is kept for a verb, if it is. A relative folder could be one that came with a project, and what lies there is run. */
function placeOf(verb: string): ((path: string) => string) | undefined {
  const { NODE_COMPILE_CACHE: named, NODE_DISABLE_COMPILE_CACHE: disabled } = process.env;
  const cache = named === undefined || named === "" ? cacheFolder(process.env) : join(named, "keelson");
  if (cache === undefined || !isAbsolute(cache) || disabled !== undefined || !/^[a-z]+$/.test(verb)) return undefined;
  return (path) => join(cache, "code", `${process.version}-${process.arch}`, path.replaceAll(":", ""), verb);
}
