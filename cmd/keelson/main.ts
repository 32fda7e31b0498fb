#!/usr/bin/env node
/**
 * The door: `version` and `help` are answered from texts made at build time, before any parser is loaded;
 * every other verb loads what it needs and nothing else.
 */
import { describeOldNode } from "./old-node.ts";
import { printAtOnce } from "./print-at-once.ts";
import { readStatic } from "./static-text.ts";

const words = process.argv.slice(2);
const answer = readStatic(words);
const tooOld = describeOldNode(process.versions.node);
if (answer !== undefined) printAtOnce(answer);
else if (tooOld !== undefined) {
  process.stderr.write(tooOld);
  process.exitCode = 1;
} else {
  void import("./load-program.ts").then(async ({ loadProgram }) => {
    process.exitCode = await loadProgram(words[0] ?? "").runProgram(words, process);
  });
}
