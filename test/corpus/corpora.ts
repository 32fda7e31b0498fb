import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Schemas and histories that nobody here wrote: data beside the checkout, never part of it. */
const folder = resolve(process.env.KEELSON_CORPORA ?? join(import.meta.dirname, "../../../shared/corpora"));

export const haveCorpora = existsSync(folder);
if (!haveCorpora) console.warn(`skipped: tests on real schemas and histories, since there are none at ${folder} (KEELSON_CORPORA)`);

/** A share of the corpora is enough for every run; all of them are for a night. */
export const nightly = process.env.KEELSON_NIGHTLY === "1";

export const corpusFile = (path: string): string => join(folder, path);
export const corpusText = (path: string): string => readFileSync(corpusFile(path), "utf8");
