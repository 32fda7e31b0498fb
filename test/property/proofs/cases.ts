import type { Parameters } from "fast-check";
import { nightly, seed } from "../../seeded-share.ts";
import type { Proof } from "./proofs.ts";

/** `KEELSON_TEST_RUNS`: so many cases instead. */
const asked = process.env.KEELSON_TEST_RUNS;

/** How fast-check runs a proof: as many cases as this run is to have, the same for the same seed, and a failure as it was found. */
export const casesOf = (proof: Proof): Pick<Parameters<unknown>, "numRuns" | "seed" | "endOnFailure"> => ({
  numRuns: asked !== undefined ? Number(asked) : nightly ? proof.nightly : proof.ordinary,
  seed,
  // A case against a database is slow, and already small: shrinking would outlast the test.
  endOnFailure: proof.against !== "no database",
});

/** Milliseconds that a suite may take. */
export const patience = nightly || asked !== undefined ? 6 * 3_600_000 : 300_000;
