/** The public API: the verbs of the command line as an asynchronous library, and its errors. */
import { dialectRegistry } from "./dialect/registry.ts";
import type { Dialect } from "./port/dialect.ts";
import { nodeHost } from "./node-host.ts";
import type { Host } from "./verb/host.ts";
import type { VerbContext } from "./verb/context.ts";
import { verbs, type Verbs } from "./verb/verbs.ts";
import { version } from "./version.ts";

export * from "./core/error.ts";

/** What an instance is made of beside keelson's own parts. */
export interface KeelsonParts {
  /** Dialects from outside, each with a name of its own. */
  readonly dialects?: readonly Dialect[];
  /** The process around it; that of Node where absent. */
  readonly host?: Host;
}

/** The verbs, each bound to one instance: takes options, gives a typed result, throws a KeelsonError. */
export type Keelson = { readonly [V in keyof Verbs]: (options: Parameters<Verbs[V]>[1]) => ReturnType<Verbs[V]> };

/** An instance with its own dialects. Verbs and dialects are loaded when they are first called. */
export function createKeelson({ dialects = [], host }: KeelsonParts = {}): Keelson {
  const context: VerbContext = { host: host ?? nodeHost(), dialects: dialectRegistry(dialects), version };
  const bound = Object.entries(verbs).map(([name, verb]) => [name, (options: never) => (verb as (context: VerbContext, options: never) => unknown)(context, options)]);
  return Object.fromEntries(bound) as Keelson;
}
