import { isAbsolute, join, relative } from "node:path";
import type { Metafile, Plugin, PluginBuild } from "esbuild";
import { namesOnFirstUse } from "./loaded-on-first-use.ts";

/** Where the halves of the program find each other. */
export const halves = { front: "./program.cjs", rest: "./engine.cjs" } as const;

/**
 * What a run needs that finds nothing to do: the verbs that are run every minute somewhere, up to the answer of the database. It is a file of its own,
 * because reading the whole program takes longer than all that it then does. Each module lies in exactly one of the two files.
 */
const roots = [
  "cmd/keelson/program.ts",
  "cmd/keelson/command/upgrade.ts",
  "cmd/keelson/command/reconcile.ts",
  "src/verb/upgrade.ts",
  "src/verb/reconcile.ts",
  "src/dialect/postgresql/index.ts",
  "src/dialect/sqlite/index.ts",
];

/** Imported by the front half, and read only where something is to be done: no part of it. */
const late: ReadonlySet<string> = new Set([
  "src/model/kind/kinds.ts",
  ...Object.entries({
    postgresql: [
      "administration",
      "script",
      "lower/lowering",
      "journal/journal-store",
      "lease/lease-store",
      "stage/stage-runner",
      "refusals",
      "analyse",
      "columns-in",
      "contrib",
      "ddl/read-ddl",
      "definition/laid-out",
      "definition/read-definition",
      "definition/same-definition",
      "object/ddl",
      "refuses-text",
      "types",
      "usual-storage",
    ],
    sqlite: [
      "administration",
      "script",
      "lower/lowering",
      "lower/refuse",
      "journal/store",
      "lease/lease-store",
      "stage/stage-runner",
      "catalogue",
      "facts",
      "statistics",
      "parse/trigger",
      "split",
      "types",
    ],
  }).flatMap(([dialect, parts]) => parts.map((part) => `src/dialect/${dialect}/${part}.ts`)),
]);

/** Files of the front half: the roots and what loading them loads, by path from the root. */
export function frontOf({ inputs }: Pick<Metafile, "inputs">): ReadonlySet<string> {
  const front = new Set<string>();
  const enter = (path: string): void => {
    const input = inputs[path];
    // What a plugin made up is no file, and may lie in both halves.
    if (front.has(path) || late.has(path) || input === undefined || path.includes(":")) return;
    front.add(path);
    for (const { path: target, kind, external } of input.imports) if (kind !== "dynamic-import" && external !== true) enter(target);
  };
  roots.forEach(enter);
  return front;
}

/** The front half as an entry: the program, and each module of it for the other half. */
export const frontEntry = (front: ReadonlySet<string>): string =>
  `export { runProgram } from "./cmd/keelson/program.ts";\nexport const modules = {${thunks([...front].map(specifier))}};`;

/** The rest as an entry: what the front half loads when it needs it, by specifier. */
export const restEntry = (asked: ReadonlySet<string>): string => `export const modules = {${thunks(asked)}};`;

const thunks = (specifiers: Iterable<string>): string =>
  [...specifiers].map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`).join(",");
/** The expression by which a half gets a module of the other. */
const from = (file: string, name: string): string => `require(${JSON.stringify(file)}).modules[${JSON.stringify(name)}]()`;
const specifier = (path: string): string => (path.startsWith(".") || isAbsolute(path) ? path : `./${path}`);

/** Neither half is read for the other. */
export const halvesApart: Plugin = {
  name: "halves-apart",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/(?:program|engine)\.cjs$/ }, ({ path }) => ({ path, external: true })),
};

/** In the front half, a lazy import of a module of the rest loads that. Collects in `asked` what is asked for. */
export const askRest = (root: string, front: ReadonlySet<string>, asked: Set<string>): Plugin => ({
  name: "ask-rest",
  setup: (build) =>
    redirect(
      build,
      root,
      "rest",
      (path, kind) => kind === "dynamic-import" && !front.has(path),
      async (path) => {
        asked.add(specifier(path));
        return `module.exports = ${from(halves.rest, specifier(path))};`;
      },
    ),
});

/** In the front half, a static import of what is late gives its names, each looked up in the rest when it is used. */
export const askLate = (root: string, asked: Set<string>): Plugin => ({
  name: "ask-late",
  setup: (build) =>
    redirect(
      build,
      root,
      "late",
      (path, kind) => kind !== "dynamic-import" && late.has(path),
      async (path) => {
        asked.add(specifier(path));
        return namesOnFirstUse((await import(join(root, path))) as object, from(halves.rest, specifier(path)));
      },
    ),
});

/** In the front half, a lazy import of a package too: an expression that gives it. */
export const packageOfRest =
  (asked: Set<string>) =>
  (name: string): string => {
    asked.add(name);
    return from(halves.rest, name);
  };

/** In the rest, every module of the front half is that of the running program. */
export const askFront = (root: string, front: ReadonlySet<string>): Plugin => ({
  name: "ask-front",
  setup: (build) =>
    redirect(
      build,
      root,
      "front",
      (path) => front.has(path),
      async (path) => {
        const all = from(halves.front, specifier(path));
        if (!isOurs(path)) return `module.exports = ${all};`;
        // By value: a name that is looked up each time it is used, through both halves, took a twentieth of a long run.
        const names = Object.keys((await import(join(root, path))) as object);
        return [`const all = ${all};`, ...names.map((name) => `export const ${name} = all.${name};`)].join("\n");
      },
    ),
});

const isOurs = (path: string): boolean => /^(?:src|cmd)\//.test(path);

/** Marks that one of these plugins asks where a module lies, and that none is to answer. */
const asking = "asking";

/** Puts `contents` in the place of each module that is elsewhere. */
function redirect(
  { onResolve, onLoad, resolve }: PluginBuild,
  root: string,
  namespace: string,
  isElsewhere: (path: string, kind: string) => boolean,
  contents: (path: string) => Promise<string>,
): void {
  onResolve({ filter: /.*/, namespace: "file" }, async ({ path, kind, resolveDir, importer, pluginData }) => {
    if (pluginData === asking || kind === "entry-point" || path.startsWith("node:")) return undefined;
    const found = await resolve(path, { kind, resolveDir, importer, pluginData: asking });
    const own = relative(root, found.path).replaceAll("\\", "/");
    if (found.external || found.namespace !== "file" || found.errors.length > 0 || !isElsewhere(own, kind)) return undefined;
    return { path: own, namespace };
  });
  onLoad({ filter: /.*/, namespace }, async ({ path }) => ({ contents: await contents(path), resolveDir: join(root, "cmd/keelson") }));
}
