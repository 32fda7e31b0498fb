import { chooseMajors, type Major } from "./majors.ts";

/** In CI a part that is missing is a failure; on a laptop what needs it is skipped. */
export const inCi = process.env.CI === "true";

/** `KEELSON_TEST_NIGHTLY=true`: everything that is systematic but long runs in full. */
export const nightly = process.env.KEELSON_TEST_NIGHTLY === "true";

export const selectedMajors = (): readonly Major[] =>
  chooseMajors({ request: process.env.KEELSON_TEST_POSTGRES, ci: inCi ? "ci" : "laptop" });
