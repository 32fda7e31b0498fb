import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeOldNode } from "../../cmd/keelson/old-node.ts";

test.for(["18.20.8", "20.20.2", "22.18.0"])("Node.js %s is told to be too old, and which one would do", (running) => {
  expect(describeOldNode(running)).toContain(`this is Node.js ${running}; keelson needs 22.19 or newer`);
});

test.for(["22.19.0", "22.20.1", "24.0.0", "26.1.0"])("Node.js %s will do", (running) => {
  expect(describeOldNode(running)).toBeUndefined();
});

test("the package asks for the same", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { engines: { node: string } };
  const oldest = engines.node.replace(">=", "");
  expect(describeOldNode(oldest)).toBeUndefined();
  const [major = "", minor = ""] = oldest.split(".");
  expect(describeOldNode(`${major}.${Number(minor) - 1}.0`)).toBeDefined();
});
