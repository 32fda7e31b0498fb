import { createKeelson, type Keelson } from "../../src/index.ts";

/** The library, wired to this process. */
export const openKeelson = (): Keelson => createKeelson();
