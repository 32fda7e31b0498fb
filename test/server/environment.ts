import { chooseMajors, type Major } from "./majors.ts";

/** In CI a part that is missing is a failure; on a laptop what needs it is skipped. */
export const inCi = process.env.CI === "true";

export const selectedMajors = (): readonly Major[] =>
  chooseMajors({ request: process.env.KEELSON_TEST_POSTGRES, ci: inCi ? "ci" : "laptop" });
