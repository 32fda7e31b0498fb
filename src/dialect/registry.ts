import { didYouMean } from "../core/did-you-mean.ts";
import { InputError } from "../core/error.ts";
import { ofPackage } from "../core/installed-package.ts";
import type { Dialect } from "../port/dialect.ts";

/** Dialects by name, each loaded when a database of it is opened: who only uses one never loads the other. */
export type DialectRegistry = ReadonlyMap<string, () => Promise<Dialect>>;

const own: DialectRegistry = new Map<string, () => Promise<Dialect>>([
  ["postgresql", async () => (await import("./postgresql/index.ts")).postgresql],
  ["sqlite", ofPackage("sqlite3", "SQLite", async () => (await import("./sqlite/index.ts")).sqlite)],
]);

/** Ours and those from outside, which must have names of their own. */
export function dialectRegistry(outside: readonly Dialect[]): DialectRegistry {
  const registry = new Map(own);
  for (const dialect of outside) {
    if (own.has(dialect.name))
      throw invalid("dialect-taken", `${dialect.name} is a dialect of keelson`, "Give the dialect a name of its own, with a domain");
    registry.set(dialect.name, async () => dialect);
  }
  return registry;
}

/** @throws InputError for a name nobody registered. */
export async function loadDialect(registry: DialectRegistry, name: string): Promise<Dialect> {
  const load = registry.get(name);
  if (load !== undefined) return load();
  const hint = didYouMean(name, registry.keys());
  throw invalid(
    "unknown-dialect",
    `there is no dialect ${name}`,
    hint === undefined ? `Use one of ${[...registry.keys()].join(", ")}` : `Did you mean ${hint}?`,
  );
}

const invalid = (code: string, message: string, remedy: string): InputError => new InputError(message, { code, remedy });
