/** One suite of random cases that proves one of the eight properties, or a part of it. */
export interface Proof {
  /** From the root of the project. */
  readonly test: string;
  readonly against: string;
  /** Random cases on each engine: in an ordinary run, and at night. */
  readonly ordinary: number;
  readonly nightly: number;
}

export interface Property {
  readonly claim: string;
  readonly proofs: Readonly<Record<string, Proof>>;
}

const real = "PostgreSQL, SQLite";
const pure = "no database";
const proofs = "test/property/proofs";

/** What every change must keep, and where it is proven. The suites take their numbers of cases from here. */
export const properties = {
  converges: {
    claim: "plan → apply → plan is empty",
    proofs: { converges: { test: `${proofs}/converges.test.ts`, against: real, ordinary: 8, nightly: 1000 } },
  },
  reaches: {
    claim: "apply(diff(A, B)) on A gives B by the catalogue, rows kept",
    proofs: {
      documents: { test: `${proofs}/reaches.test.ts`, against: real, ordinary: 6, nightly: 1000 },
      postgresql: { test: "test/dialect/postgresql/random-pairs.test.ts", against: "PostgreSQL", ordinary: 6, nightly: 500 },
      corpora: { test: "test/corpus/postgresql-mutations.test.ts", against: "PostgreSQL", ordinary: 3, nightly: 3000 },
      sqlite: { test: "test/property/sqlite-executed.test.ts", against: "SQLite", ordinary: 20, nightly: 500 },
      models: { test: "test/property/pure-diff.test.ts", against: pure, ordinary: 300, nightly: 20_000 },
    },
  },
  returns: {
    claim: "upgrade, then downgrade gives the dump from before",
    proofs: {
      histories: { test: `${proofs}/returns.test.ts`, against: real, ordinary: 4, nightly: 1000 },
      steps: { test: "test/property/pure-express.test.ts", against: pure, ordinary: 300, nightly: 20_000 },
    },
  },
  survives: {
    claim: "killed at any statement or message, the next run ends in the state of an undisturbed run",
    proofs: { killed: { test: `${proofs}/survives.test.ts`, against: real, ordinary: 4, nightly: 1000 } },
  },
  shared: {
    claim: "N runners at once: the effect of one, all exit 0",
    proofs: { runners: { test: `${proofs}/shared.test.ts`, against: real, ordinary: 2, nightly: 300 } },
  },
  outdated: {
    claim: "an old plan against a moved database is refused, and changes nothing",
    proofs: { moved: { test: `${proofs}/outdated.test.ts`, against: real, ordinary: 8, nightly: 1000 } },
  },
  honest: {
    claim: "inspect(execute(i)) = apply(effects(i), inspect()) for each instruction, rows by count and checksum",
    proofs: {
      histories: { test: `${proofs}/honest.test.ts`, against: real, ordinary: 8, nightly: 1000 },
      postgresql: { test: "test/dialect/postgresql/random-pairs.test.ts", against: "PostgreSQL", ordinary: 6, nightly: 500 },
      sqlite: { test: "test/property/sqlite-executed.test.ts", against: "SQLite", ordinary: 20, nightly: 500 },
    },
  },
  complete: {
    claim: "fold(effects(lower(changes))) = fold(changes)",
    proofs: {
      lowered: { test: `${proofs}/complete.test.ts`, against: "the lowering of each", ordinary: 200, nightly: 10_000 },
      honest: { test: `${proofs}/honest.test.ts`, against: real, ordinary: 8, nightly: 1000 },
    },
  },
} as const satisfies Record<string, Property>;
