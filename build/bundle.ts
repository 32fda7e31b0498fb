import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Metafile } from "esbuild";

/** Native or WebAssembly, found at run time beside their own files; everything else is bundled, since resolving many small files costs more than a third of the start-up. */
const external = ["sqlite3", "@databases/sqlite", "libpg-query", "@kubernetes/client-node", "pg-native"];

/** CommonJS packages in the bundle still ask for Node's own modules by `require`. */
const requireForBundled = 'import { createRequire as createRequireForBundled } from "node:module";const require = createRequireForBundled(import.meta.url);';

const options = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.19",
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  external,
} as const;

/** Bundles the command and the library into `dist`, with a chunk for each lazy import, and removes what an earlier build left there. */
export async function bundle(root: string): Promise<Metafile> {
  const dist = join(root, "dist");
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/main.ts", "src/index.ts"],
    outbase: root,
    outdir: dist,
    banner: { js: requireForBundled },
  });
  removeOldChunks(dist, new Set(Object.keys(metafile.outputs).map((path) => relative("dist", path))));
  return metafile;
}

function removeOldChunks(dist: string, current: ReadonlySet<string>): void {
  for (const name of readdirSync(join(dist, "chunks"))) if (!current.has(join("chunks", name))) rmSync(join(dist, "chunks", name));
}
