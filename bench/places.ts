import { join } from "node:path";

export const root = join(import.meta.dirname, "..");
/** Other tools are installed here once, on demand. */
export const peersHome = join(root, ".cache", "bench");
/** The built command line. */
export const keelsonCommand = join(root, "dist/cmd/keelson/main.cjs");
