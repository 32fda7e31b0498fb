/** The public API: the verbs of the command line as an asynchronous library, and its errors. */
import { createKeelson } from "./create-keelson.ts";

export type { Change, DataChange, ObjectChange, OpaqueChange } from "./change/change.ts";
export * from "./core/error.ts";
export { createKeelson, type Keelson, type KeelsonParts } from "./create-keelson.ts";
export type { Grammar } from "./grammar/grammar.ts";
export type { Instruction, Statement, StatementInstruction } from "./instruction/instruction.ts";
export type { Stage } from "./instruction/plan.ts";
export type { Example } from "./lint/example.ts";
export type { ActSource, Rule, RuleSeverity, Situation, Verdict } from "./lint/rule.ts";
export type { Model } from "./model/model.ts";
export type { SchemaObject, SchemaObjectOf } from "./model/object.ts";
export { type ObjectRef, refKey } from "./model/ref.ts";
export { SchemaModel } from "./model/schema-model.ts";
export type { Operation, OperationContext } from "./operation/operation.ts";
export { type Act, type ActKind, type ActOf, showNamed } from "./port/act.ts";
export type { ConnectionTarget, ConnectOptions, Dialect } from "./port/dialect.ts";
export type { HistoryEntry, JournalSnapshot, JournalStore, JournalWrite, OwnedObject } from "./port/journal.ts";
export type { LeaseGrant, LeaseStore } from "./port/lease.ts";
export type { Lowering } from "./port/lowering.ts";
export type { Session } from "./port/session.ts";
export { StageError } from "./port/stage-error.ts";
export type { StageRunner } from "./port/stage-runner.ts";
export type { OutsideOperation } from "./revision/outside-operation.ts";
export type { Host } from "./verb/project/host.ts";
export type { Plugin } from "./verb/project/plugins.ts";

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
  ui,
  clusterUi,
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
  lint,
  databases,
  describe,
} = createKeelson();
