import { join } from "node:path";

/** What tests and benchmarks fetch or build once for a version; never committed. */
export const cacheDirectory = join(import.meta.dirname, "..", "..", ".cache");
