import { expect, test } from "vitest";
import type { Command } from "../../cmd/keelson/command.ts";
import { parse } from "../../cmd/keelson/parse.ts";

const command: Command = {
  name: "walk",
  summary: "walks",
  arguments: [
    { name: "[target]", description: "where to" },
    { name: "[paths...]", description: "by which" },
  ],
  flags: [{ flags: "-m, --message <text>", description: "why" }],
  examples: [],
  run: () => Promise.reject(new Error("only parsed")),
};

test.for([
  [["-m", "as agreed"], { message: "as agreed" }],
  [["-mx"], { message: "x" }],
  [["--message=--all"], { message: "--all" }],
  [["--message", ""], { message: "" }],
  [["--var", "a=1", "--var=b=2", "--yes"], { var: ["a=1", "b=2"], yes: true }],
  [["--no-color", "--lock-wait", "1m"], { color: false, lockWait: "1m" }],
  [["-o", "text", "-o", "json"], { output: "json" }],
] as const)("the flags of %j", ([words, flags]) => {
  expect(parse(command, words)).toEqual({ args: [undefined, []], flags });
});

test.for([
  [["head"], ["head", []]],
  [["-1"], ["-1", []]],
  [
    ["-12", "-3", "x"],
    ["-12", ["-3", "x"]],
  ],
  [
    ["+2", "--yes", "a", "b"],
    ["+2", ["a", "b"]],
  ],
  [
    ["--", "--yes"],
    ["--yes", []],
  ],
] as const)("the arguments of %j", ([words, args]) => {
  expect(parse(command, words).args).toEqual(args);
});

test.for([
  [["--mesage", "x"], "there is no flag --mesage (did you mean --message?)"],
  [["--message"], "--message needs a value: -m, --message <text>"],
  [["--yes=no"], "--yes takes no value, and was given no"],
  [["-o", "xml"], "--output is one of text, json, yaml, and not xml"],
  [["-x"], "there is no flag -x"],
] as const)("%j is refused", ([words, message]) => {
  expect(() => parse(command, words)).toThrow(message);
});
