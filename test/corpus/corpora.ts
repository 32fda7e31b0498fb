import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Schemas and histories that nobody here wrote: data beside the checkout, never part of it. */
const folder = resolve(process.env.KEELSON_CORPORA || join(import.meta.dirname, "../../../shared/corpora"));

export const haveCorpora = existsSync(folder);
if (!haveCorpora) console.warn(`skipped: tests on real schemas and histories, since there are none at ${folder} (KEELSON_CORPORA)`);

export const corpusFile = (path: string): string => join(folder, path);
export const corpusText = (path: string): string => readFileSync(corpusFile(path), "utf8");
