#!/usr/bin/env node
/**
 * The door: `version` and `help` are answered from texts made at build time, before any parser is loaded;
 * every other verb loads what it needs and nothing else.
 */
import { enableCompileCache } from "node:module";
import { printAtOnce } from "./print-at-once.ts";
import { readStatic } from "./static-text.ts";

const words = process.argv.slice(2);
const answer = readStatic(words);
if (answer !== undefined) printAtOnce(answer);
else {
  enableCompileCache();
  void import("./program.ts").then(async ({ runProgram }) => {
    process.exitCode = await runProgram(words, process);
  });
}
