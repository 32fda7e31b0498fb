import { setFlagsFromString } from "node:v8";

const optimising = ["wasm-tier-up", "wasm-dynamic-tiering"];

/**
 * Runs what compiles WebAssembly such that its code stays as the baseline compiler makes it: to optimise a parser's few huge functions takes half a gigabyte of
 * memory and a second of a processor, which no amount of SQL that people write pays back. All else in the process is compiled as ever.
 */
export async function inBaselineCode(compile: () => Promise<void>): Promise<void> {
  for (const flag of optimising) setFlagsFromString(`--no-${flag}`);
  try {
    await compile();
  } finally {
    for (const flag of optimising) setFlagsFromString(`--${flag}`);
  }
}
