import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build, type Metafile } from "esbuild";
import { commonJsNames } from "./commonjs-names.ts";

/** Asked for by a package that does without. */
const optional = ["pg-native", "typescript"];

/**
 * What is native or WebAssembly is a dependency of the package. All else is bundled: resolving many small files costs more than a third of the start-up,
 * and `@databases/sqlite`, installed as a package, would bring an older `sqlite3` of its own.
 */
const external = ["sqlite3", "libpg-query", ...optional];

/** CommonJS packages in the bundle still ask for Node's own modules by `require`. */
const requireForBundled =
  'import { createRequire as createRequireForBundled } from "node:module";const require = createRequireForBundled(import.meta.url);';

const options = {
  bundle: true,
  write: false,
  platform: "node",
  target: "node22.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  external,
} as const;

/** Bundles the command and the library into `dist`, with a chunk for each lazy import, and removes what an earlier build left there. */
export async function bundle(root: string): Promise<Metafile> {
  const [modules, door] = await Promise.all([bundleModules(root), bundleDoor(root)]);
  for (const { path, contents } of [...modules.outputFiles, ...door.outputFiles]) writeIfChanged(path, contents);
  const chunks = new Set(Object.keys(modules.metafile.outputs).map((path) => basename(path)));
  const directory = join(root, "dist/chunks");
  for (const name of readdirSync(directory)) if (!chunks.has(name)) rmSync(join(directory, name));
  return modules.metafile;
}

const bundleModules = (root: string) =>
  build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/program.ts", "src/index.ts"],
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    outbase: root,
    outdir: join(root, "dist"),
    banner: { js: requireForBundled },
    plugins: [commonJsNames(root, external)],
  });

/** What `version` and `help` load is CommonJS, and nothing but itself: starting Node's loader of modules would be the dearest part of them. */
const bundleDoor = (root: string) =>
  build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/main.ts"],
    format: "cjs",
    outfile: join(root, "dist/cmd/keelson/main.cjs"),
    define: { "import.meta.url": "urlOfThisFile" },
    banner: { js: 'const urlOfThisFile = require("node:url").pathToFileURL(__filename);' },
    plugins: [
      {
        name: "program",
        setup: ({ onResolve }) => onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: "./program.js", external: true })),
      },
    ],
  });

/** A run of the command that was built before may be reading: a file is replaced whole, and only if it is another. */
export function writeIfChanged(path: string, contents: string | Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(contents))) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents, { mode: path.endsWith(".cjs") ? 0o755 : 0o644 });
  renameSync(draft, path);
}
