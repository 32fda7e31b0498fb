import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { commonJsNames } from "./commonjs-names.ts";
import { loadedOnFirstUse } from "./loaded-on-first-use.ts";
import {
  askFront,
  askLate,
  askRest,
  frontEntry,
  frontOf,
  halvesApart,
  halves as places,
  packageOfRest,
  restEntry,
} from "./split-program.ts";

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

/** Bundles the command and the library into `dist`, and removes what an earlier build left there. Gives what went into them. */
export async function bundle(root: string): Promise<Pick<Metafile, "inputs">> {
  const [library, { inputs, halves }, ...rest] = await Promise.all([
    bundleLibrary(root),
    bundleProgram(root),
    bundleApart(root),
    bundleDoor(root),
  ]);
  const outputs = [library, ...halves, ...rest].flatMap(({ outputFiles }) => outputFiles);
  for (const output of outputs) writeIfChanged(output.path, output.path.endsWith(".cjs") ? narrow(output) : output.contents);
  const written = new Set(outputs.map(({ path }) => path));
  for (const directory of ["dist/chunks", "dist/cmd/keelson"].map((path) => join(root, path)))
    for (const name of readdirSync(directory))
      if (/\.c?js$/.test(name) && !written.has(join(directory, name))) rmSync(join(directory, name));
  return { inputs: Object.assign({}, inputs, ...[library, ...rest].map(({ metafile }) => metafile.inputs)) };
}

/** One entry as a module of its own, compiled as the library is. */
export const bundleAlone = (root: string, entry: string, outfile: string) =>
  build({
    ...options,
    write: true,
    absWorkingDir: root,
    entryPoints: [entry],
    format: "esm",
    outfile,
    banner: { js: requireForBundled },
    plugins: [commonJsNames(root, external)],
  });

/** Modules, with a chunk for each lazy import. */
const bundleLibrary = (root: string) =>
  build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    outbase: root,
    outdir: join(root, "dist"),
    define: { drawProgramFile: '"../cmd/keelson/draw.cjs"' },
    banner: { js: requireForBundled },
    plugins: [commonJsNames(root, external)],
  });

/**
 * The command is CommonJS and few files: Node's loader of modules takes a millisecond for each of the chunks that a verb needs. Within a file
 * a lazy import is as lazy as ever, and what was compiled of it is kept from run to run (`cmd/keelson/code-cache.ts`).
 */
const commandOptions = {
  ...options,
  format: "cjs",
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "urlOfThisFile", drawProgramFile: '"./draw.cjs"' },
  banner: { js: 'const urlOfThisFile = require("node:url").pathToFileURL(__filename);' },
} as const;

/** The program in two files, of which most runs read the first one only. */
async function bundleProgram(root: string) {
  const common = [keptApart, loadedOnFirstUse(root)];
  const plugins = [...common, commonJsNames(root, external)];
  const whole = await build({
    ...commandOptions,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/program.ts"],
    outfile: "program.cjs",
    plugins,
  });
  const { inputs } = whole.metafile;
  const front = frontOf({ inputs });
  const half = (contents: string, name: string, own: readonly Plugin[]) =>
    build({
      ...commandOptions,
      absWorkingDir: root,
      stdin: { contents, resolveDir: root, sourcefile: "half.js" },
      outfile: join(root, "dist/cmd/keelson", name),
      plugins: [halvesApart, ...own],
    });
  const asked = new Set<string>();
  const first = await half(frontEntry(front), places.front, [
    ...common,
    commonJsNames(root, external, packageOfRest(asked)),
    askRest(root, front, asked),
    askLate(root, asked),
  ]);
  const second = await half(restEntry(asked), places.rest, [...plugins, askFront(root, front)]);
  return { inputs, halves: [first, second] };
}

/** What parses documents, a third of the code, what speaks to a cluster, and the rules of `lint` depend on nothing of the program and are read from the disk only where they are needed. */
const apart: Readonly<Record<string, { readonly asked: RegExp; readonly entry: string }>> = {
  yaml: { asked: /^yaml$/, entry: "yaml" },
  kubernetes: { asked: /^@kubernetes\/client-node$/, entry: "./build/kubernetes-client.ts" },
  rules: { asked: /\/lint\/rules\.ts$/, entry: "./src/lint/rules.ts" },
  validators: { asked: /\/generated\/validators\.js$/, entry: "./src/resource/generated/validators.js" },
};

/** What runs as a process of its own. */
const ownProcesses = [{ in: "./src/page/draw-program.ts", out: "draw" }];

const keptApart: Plugin = {
  name: "kept-apart",
  setup: ({ onResolve }) => {
    for (const [name, { asked }] of Object.entries(apart)) onResolve({ filter: asked }, () => ({ path: `./${name}.cjs`, external: true }));
  },
};

/** The client library's way to send requests, and its classes for every kind of object: twenty megabytes in memory that nobody asks for. */
const withoutRequests: Plugin = {
  name: "without-requests",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^undici$|^\.\/gen\/index\.js$/ }, ({ path, importer }) =>
      /[\\/]@kubernetes[\\/]client-node[\\/]/.test(importer) ? { path, namespace: "no-requests" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "no-requests" }, () => ({ contents: "module.exports = {};" }));
  },
};

const bundleApart = (root: string) =>
  build({
    ...commandOptions,
    absWorkingDir: root,
    entryPoints: [...Object.entries(apart).map(([out, { entry }]) => ({ in: entry, out })), ...ownProcesses],
    outExtension: { ".js": ".cjs" },
    outdir: join(root, "dist/cmd/keelson"),
    plugins: [withoutRequests],
  });

/** What `version` and `help` load: nothing but itself. */
const bundleDoor = (root: string) =>
  build({
    ...commandOptions,
    absWorkingDir: root,
    entryPoints: ["cmd/keelson/main.ts"],
    outfile: join(root, "dist/cmd/keelson/main.cjs"),
  });

/** The file with letters beyond ASCII escaped, which esbuild leaves in tagged templates: for a single one of them V8 holds two bytes for each letter of the program. */
const narrow = ({ text }: OutputFile): string =>
  text.replaceAll(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A run of the command that was built before may be reading: a file is replaced whole, and only if it is another. */
export function writeIfChanged(path: string, contents: string | Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(contents))) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents, { mode: path.endsWith(".cjs") ? 0o755 : 0o644 });
  renameSync(draft, path);
}
