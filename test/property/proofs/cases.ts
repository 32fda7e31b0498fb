import type { Parameters } from "fast-check";
import { nightly, seed } from "../../seeded-share.ts";
import type { Proof } from "./proofs.ts";

/** `KEELSON_TEST_RUNS`: so many cases instead. */
const asked = process.env.KEELSON_TEST_RUNS;

/** The most cases of one test: few enough that a failure hides few others and a night tells how far it is, in minutes where each asks a database. */
const most = 10;

/** Some of the cases of a proof. */
interface Piece {
  /** For the name of the test. */
  readonly cases: string;
  /** How fast-check runs them: the same for the same seed, however many others there are, and a failure as it was found. */
  readonly parameters: Pick<Parameters<unknown>, "numRuns" | "seed" | "path" | "endOnFailure">;
}

/** As many cases as this run is to have of a proof, in pieces that are a test each. */
export function casesOf({ ordinary, nightly: atNight, against }: Pick<Proof, "ordinary" | "nightly" | "against">): readonly Piece[] {
  const count = asked !== undefined ? Number(asked) : nightly ? atNight : ordinary;
  const size = Math.max(most, ordinary);
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => {
    const first = index * size;
    const numRuns = Math.min(size, count - first);
    return {
      cases: `${first + 1} to ${first + numRuns}`,
      parameters: {
        numRuns,
        seed,
        path: String(first),
        // A case against a database is slow, and already small: shrinking would outlast the test.
        endOnFailure: against !== "no database",
      },
    };
  });
}

/** Milliseconds that a piece may take. */
export const patience = 300_000;
