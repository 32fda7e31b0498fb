import { cpSync } from "node:fs";
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "..");

/** What is native or WebAssembly is a package beside the bundle, each for one dialect: of them, what is needed at run time alone. */
const packages: Readonly<Record<string, readonly string[]>> = {
  postgresql: ["libpg-query/package.json", "libpg-query/LICENSE", "libpg-query/wasm", "@pgsql/types"],
  sqlite: [
    "sqlite3/package.json",
    "sqlite3/LICENSE",
    "sqlite3/lib",
    "sqlite3/build/Release/node_sqlite3.node",
    "bindings",
    "file-uri-to-path",
  ],
};

/** The built program with what it needs of `node_modules`, for the dialects: what an image has. */
function copyProgram(tree: string, dialects: readonly string[]): void {
  const chosen = dialects.flatMap((dialect) => packages[dialect] ?? unknown(dialect));
  for (const path of ["package.json", "LICENSE", "dist", ...chosen.map((path) => join("node_modules", path))])
    cpSync(join(root, path), join(tree, path), { recursive: true, dereference: true });
}

function unknown(dialect: string): never {
  throw new Error(`"${dialect}" is none of ${Object.keys(packages).join(", ")}`);
}

const [tree, ...dialects] = process.argv.slice(2);
if (tree === undefined || dialects.length === 0) throw new Error("program-tree.ts FOLDER DIALECT...");
copyProgram(resolve(tree), dialects);
