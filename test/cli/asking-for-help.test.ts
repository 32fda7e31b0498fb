import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { commands } from "../../cmd/keelson/commands.ts";
import { renderHelp } from "../../cmd/keelson/help.ts";
import { seededShare } from "../seeded-share.ts";
import { runKeelson } from "./keelson.ts";
import { expectOneFault } from "./one-fault.ts";

const pages = await renderHelp();
const ask = (...words: string[]) => runKeelson(words, { cwd: tmpdir() });

test.for([...seededShare(Object.keys(commands), 4)])("help %s, %s --help and %s -h are the same page", async (verb) => {
  for (const words of [
    ["help", verb],
    [verb, "--help"],
    [verb, "-h"],
  ])
    expect(await ask(...words)).toMatchObject({ code: 0, stdout: pages[verb], stderr: "" });
});

test.for([[], ["help"], ["--help"], ["-h"]])("%j is the overview", async (words) => {
  expect(await ask(...words)).toMatchObject({ code: 0, stdout: pages[""], stderr: "" });
});

test.for([
  ["help upgrad", "Did you mean upgrade?"],
  ["help import", "keelson help"],
  ["upgrad --help", "Did you mean upgrade?"],
] as const)("%s is told what there is", async ([line, hint]) => {
  expect((await expectOneFault(line.split(" "), 3, { cwd: tmpdir() })).stderr).toContain(hint);
});
