import { dialectRegistry } from "./dialect/registry.ts";
import type { ClusterUiOptions } from "./kubernetes/cluster-ui.ts";
import type { OperateOptions } from "./kubernetes/operate.ts";
import { outsideRules } from "./lint/outside-rules.ts";
import type { Rule } from "./lint/rule.ts";
import { nodeHost } from "./node-host.ts";
import type { Dialect } from "./port/dialect.ts";
import { type OutsideOperation, outsideOperations } from "./revision/outside-operation.ts";
import type { Host } from "./verb/project/host.ts";
import type { VerbContext } from "./verb/project/context.ts";
import { verbs } from "./verb/verbs.ts";
import { version } from "./version.ts";

/** What an instance is made of beside keelson's own parts. */
export interface KeelsonParts {
  /** Dialects from outside, each with a name of its own. */
  readonly dialects?: readonly Dialect[];
  /** Operations from outside, each with a name of its own that holds a domain. */
  readonly operations?: readonly OutsideOperation[];
  /** Rules of `lint` from outside, each with a code of its own that holds a domain. */
  readonly rules?: readonly Rule[];
  /** The process around it; that of Node where absent. */
  readonly host?: Host;
}

/** All verbs of the library: those of a database, and what works on a whole cluster. */
const allVerbs = {
  ...verbs,
  operator: async (context: VerbContext, options: OperateOptions): Promise<void> =>
    (await import("./kubernetes/operate.ts")).operator(context, options),
  clusterUi: async (context: VerbContext, options: ClusterUiOptions): Promise<void> =>
    (await import("./kubernetes/cluster-ui.ts")).clusterUi(context, options),
};
type AllVerbs = typeof allVerbs;

/** The verbs, each bound to one instance: takes options, gives a typed result, throws a KeelsonError. */
export type Keelson = { readonly [V in keyof AllVerbs]: (options: Parameters<AllVerbs[V]>[1]) => ReturnType<AllVerbs[V]> };

/** An instance with its own dialects, operations and rules. Verbs and dialects are loaded when they are first called. */
export function createKeelson({ dialects = [], operations = [], rules = [], host }: KeelsonParts = {}): Keelson {
  const context: VerbContext = {
    host: host ?? nodeHost(),
    dialects: dialectRegistry(dialects),
    operations: outsideOperations(operations),
    rules: outsideRules(rules),
    version,
  };
  const bound = Object.entries(allVerbs).map(([name, verb]) => [
    name,
    (options: never) => (verb as (context: VerbContext, options: never) => unknown)(context, options),
  ]);
  return Object.fromEntries(bound) as Keelson;
}
