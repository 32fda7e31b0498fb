/** The public API: the verbs of the command line as an asynchronous library, and its errors. */
import { dialectRegistry } from "./dialect/registry.ts";
import type { OperateOptions } from "./kubernetes/operate.ts";
import { nodeHost } from "./node-host.ts";
import type { Dialect } from "./port/dialect.ts";
import { type OutsideOperation, outsideOperations } from "./revision/outside-operation.ts";
import type { Host } from "./verb/host.ts";
import type { VerbContext } from "./verb/context.ts";
import { verbs } from "./verb/verbs.ts";
import { version } from "./version.ts";

export type { Change, DataChange, ObjectChange, OpaqueChange } from "./change/change.ts";
export * from "./core/error.ts";
export type { Grammar } from "./grammar/grammar.ts";
export type { Instruction, Statement, StatementInstruction } from "./instruction/instruction.ts";
export type { Stage } from "./instruction/plan.ts";
export type { Model } from "./model/model.ts";
export type { SchemaObject, SchemaObjectOf } from "./model/object.ts";
export { type ObjectRef, refKey } from "./model/ref.ts";
export { SchemaModel } from "./model/schema-model.ts";
export type { Operation, OperationContext } from "./operation/operation.ts";
export type { ConnectionTarget, ConnectOptions, Dialect } from "./port/dialect.ts";
export type { HistoryEntry, JournalSnapshot, JournalStore, JournalWrite, OwnedObject } from "./port/journal.ts";
export type { LeaseGrant, LeaseStore } from "./port/lease.ts";
export type { Lowering } from "./port/lowering.ts";
export type { Session } from "./port/session.ts";
export { StageError } from "./port/stage-error.ts";
export type { StageRunner } from "./port/stage-runner.ts";
export type { OutsideOperation } from "./revision/outside-operation.ts";
export type { Host } from "./verb/host.ts";
export type { Plugin } from "./verb/plugins.ts";

/** What an instance is made of beside keelson's own parts. */
export interface KeelsonParts {
  /** Dialects from outside, each with a name of its own. */
  readonly dialects?: readonly Dialect[];
  /** Operations from outside, each with a name of its own that holds a domain. */
  readonly operations?: readonly OutsideOperation[];
  /** The process around it; that of Node where absent. */
  readonly host?: Host;
}

/** All verbs of the library: those of a database, and what works on a whole cluster. */
const allVerbs = {
  ...verbs,
  operator: async (context: VerbContext, options: OperateOptions): Promise<void> => (await import("./kubernetes/operate.ts")).operator(context, options),
};
type AllVerbs = typeof allVerbs;

/** The verbs, each bound to one instance: takes options, gives a typed result, throws a KeelsonError. */
export type Keelson = { readonly [V in keyof AllVerbs]: (options: Parameters<AllVerbs[V]>[1]) => ReturnType<AllVerbs[V]> };

/** An instance with its own dialects and operations. Verbs and dialects are loaded when they are first called. */
export function createKeelson({ dialects = [], operations = [], host }: KeelsonParts = {}): Keelson {
  const context: VerbContext = {
    host: host ?? nodeHost(),
    dialects: dialectRegistry(dialects),
    operations: outsideOperations(operations),
    version,
  };
  const bound = Object.entries(allVerbs).map(([name, verb]) => [
    name,
    (options: never) => (verb as (context: VerbContext, options: never) => unknown)(context, options),
  ]);
  return Object.fromEntries(bound) as Keelson;
}

/** The verbs of an instance that has keelson's own parts only. */
export const {
  init,
  validate,
  fmt,
  inspect,
  adopt,
  diff,
  revision,
  merge,
  squash,
  rebase,
  locate,
  heads,
  branches,
  current,
  pending,
  history,
  show,
  graph,
  upgrade,
  downgrade,
  stamp,
  plan,
  apply,
  approve,
  check,
  reconcile,
  watch,
  status,
  wait,
  test,
  backfill,
  create,
  drop,
  clean,
  repair,
  unlock,
  doctor,
  bundle,
  operator,
  databases,
  describe,
} = createKeelson();
