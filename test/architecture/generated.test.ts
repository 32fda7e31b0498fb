import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { referencePages } from "../../build/generate-docs.ts";
import { generatedFiles } from "../../build/generate-shapes.ts";
import { root } from "./source-files.ts";

/** Each gives what it generates: path from the root to text. */
const generators = { shapes: generatedFiles, reference: referencePages };

test.for(Object.entries(generators))("what is generated from %s is what is committed", async ([, generate]) => {
  const stale = [...(await generate())].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
  );
  expect(stale.map(([path]) => path)).toEqual([]);
});
