import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Metafile } from "esbuild";

/** Native or WebAssembly, found at run time beside their own files; everything else is bundled, since resolving many small files costs more than a third of the start-up. */
const external = ["sqlite3", "@databases/sqlite", "libpg-query", "@kubernetes/client-node", "pg-native"];

/** CommonJS packages in the bundle still ask for Node's own modules by `require`. */
const requireForBundled = 'import { createRequire as createRequireForBundled } from "node:module";const require = createRequireForBundled(import.meta.url);';

const options = {
  bundle: true,
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
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/program.ts", "src/index.ts"],
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    outbase: root,
    outdir: join(root, "dist"),
    banner: { js: requireForBundled },
  });
  await bundleDoor(root);
  const current = new Set(Object.keys(metafile.outputs).map((path) => relative("dist", path)));
  removeOldChunks(join(root, "dist"), current);
  return metafile;
}

/** What `version` and `help` load is CommonJS, and nothing but itself: starting Node's loader of modules would be the dearest part of them. */
async function bundleDoor(root: string): Promise<void> {
  await build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/main.ts"],
    format: "cjs",
    outfile: join(root, "dist/cmd/keelson/main.cjs"),
    define: { "import.meta.url": "urlOfThisFile" },
    banner: { js: 'const urlOfThisFile = require("node:url").pathToFileURL(__filename);' },
    plugins: [{ name: "program", setup: ({ onResolve }) => onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: "./program.js", external: true })) }],
  });
}

function removeOldChunks(dist: string, current: ReadonlySet<string>): void {
  for (const name of readdirSync(join(dist, "chunks"))) if (!current.has(join("chunks", name))) rmSync(join(dist, "chunks", name));
}
