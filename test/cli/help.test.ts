import { spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../cmd/keelson/commands.ts";
import { renderHelp } from "../../cmd/keelson/help.ts";
import { main } from "./keelson.ts";

const help = await renderHelp();
/** What later versions bring stays out of help until it is there. */
const absent = ["import"];

test("the overview names every verb and every exit code", () => {
  const overview = help[""] ?? "";
  for (const name of [...Object.keys(commands), "version", "help"]) expect(overview).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  for (const code of ["0 done", "1 failed", "2 changes", "3 invalid", "4 lease", "5 gated", "6 drift", "7 timeout", "130/143"])
    expect(overview).toContain(code);
});

test.for(absent)("%s is no verb yet, and no page speaks of it", (name) => {
  expect(commands).not.toHaveProperty(name);
  expect(help[""]).not.toMatch(new RegExp(`^  ${name}\\b`, "m"));
});

test.for(Object.keys(commands))("the page of %s has its usage and an example of it", (name) => {
  expect(help[name]).toContain(`Usage: keelson ${name}`);
  const examples = help[name]?.split("Examples:\n")[1] ?? "";
  expect(examples).toMatch(new RegExp(`keelson ${name}\\b`));
});

test.for(Object.entries(help))("%s fits a terminal of 80 columns", ([, page]) => {
  const wide = page.split("\n").filter((line) => line.length > 80);
  expect(wide).toEqual([]);
});

test.skipIf(!existsSync("/dev/full"))("what cannot be written is a fault, also before the program is loaded", () => {
  const { status, stderr } = spawnSync(process.execPath, [main, "version"], {
    stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining("error[output-failed]: standard output cannot be written: ENOSPC\n  ")]);
});
