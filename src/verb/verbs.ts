/** Every verb of the library, each loaded when it is first called. */
export const verbs = {
  init: lazily(async () => (await import("./init.ts")).init),
  validate: lazily(async () => (await import("./validate.ts")).validate),
  fmt: lazily(async () => (await import("./fmt.ts")).fmt),
  inspect: lazily(async () => (await import("./inspect.ts")).inspect),
  adopt: lazily(async () => (await import("./adopt.ts")).adopt),
  diff: lazily(async () => (await import("./diff.ts")).diff),
  revision: lazily(async () => (await import("./revision.ts")).revision),
  merge: lazily(async () => (await import("./merge.ts")).merge),
  squash: lazily(async () => (await import("./squash.ts")).squash),
  rebase: lazily(async () => (await import("./rebase.ts")).rebase),
  locate: lazily(async () => (await import("./locate.ts")).locate),
  heads: lazily(async () => (await import("./heads.ts")).heads),
  branches: lazily(async () => (await import("./branches.ts")).branches),
  current: lazily(async () => (await import("./current.ts")).current),
  pending: lazily(async () => (await import("./pending.ts")).pending),
  history: lazily(async () => (await import("./history.ts")).history),
  show: lazily(async () => (await import("./show.ts")).show),
  graph: lazily(async () => (await import("./graph.ts")).graph),
  upgrade: lazily(async () => (await import("./upgrade.ts")).upgrade),
  downgrade: lazily(async () => (await import("./downgrade.ts")).downgrade),
  stamp: lazily(async () => (await import("./stamp.ts")).stamp),
  plan: lazily(async () => (await import("./plan.ts")).plan),
  apply: lazily(async () => (await import("./apply.ts")).apply),
  approve: lazily(async () => (await import("./approve.ts")).approve),
  check: lazily(async () => (await import("./check.ts")).check),
  reconcile: lazily(async () => (await import("./reconcile.ts")).reconcile),
  watch: lazily(async () => (await import("./watch.ts")).watch),
  status: lazily(async () => (await import("./status.ts")).status),
  wait: lazily(async () => (await import("./wait.ts")).wait),
  test: lazily(async () => (await import("./test.ts")).test),
  backfill: lazily(async () => (await import("./backfill.ts")).backfill),
  create: lazily(async () => (await import("./create.ts")).create),
  drop: lazily(async () => (await import("./drop.ts")).drop),
  clean: lazily(async () => (await import("./clean.ts")).clean),
  repair: lazily(async () => (await import("./repair.ts")).repair),
  unlock: lazily(async () => (await import("./unlock.ts")).unlock),
  doctor: lazily(async () => (await import("./doctor.ts")).doctor),
  bundle: lazily(async () => (await import("./bundle.ts")).bundle),
  databases: lazily(async () => (await import("./databases.ts")).databases),
  describe: lazily(async () => (await import("./describe.ts")).describe),
} as const;

export type Verbs = typeof verbs;

function lazily<A extends readonly unknown[], R>(load: () => Promise<(...given: A) => Promise<R>>): (...given: A) => Promise<R> {
  return async (...given) => (await load())(...given);
}
