import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { drawGraph } from "../../src/page/draw-graph.ts";
import { drawings } from "../../src/page/drawings.ts";

const pair = 'digraph { a -> "b<&>" }';
const huge = `digraph { ${Array.from({ length: 30_000 }, (_, at) => `n${at} -> n${(at * 7 + 1) % 30_000}`).join(";")} }`;
const children = async () => {
  const { stdout } = await promisify(execFile)("ps", ["-o", "args=", "--ppid", String(process.pid)]);
  return stdout.split("\n").filter((line) => line.includes("draw-program"));
};

test("a graph becomes SVG in a process of its own, which ends, and nothing waits meanwhile", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const svg = await drawGraph(pair);
  clearInterval(timer);
  expect(svg).toContain("b&lt;&amp;&gt;</text>");
  expect(turns).toBeGreaterThan(10);
  await expect.poll(children).toEqual([]);
});

test("what takes too long, too much memory or is no graph is told, and leaves no process", async () => {
  await expect(drawGraph(huge, { timeout: 200, megabytes: 96 })).rejects.toMatchObject({
    code: "not-drawn",
    message: "drawing took longer than 0.2 s",
  });
  await expect(drawGraph(huge, { timeout: 60_000, megabytes: 20 })).rejects.toMatchObject({ message: "Graphviz could not draw it" });
  await expect(drawGraph("no graph at all")).rejects.toMatchObject({ code: "not-drawn" });
  await expect.poll(children).toEqual([]);
});

test("its memory comes back", { skip: process.platform !== "linux" }, async () => {
  const resident = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  await drawGraph(pair);
  const before = resident();
  for (let at = 0; at < 5; at++) await drawGraph(pair);
  expect(resident() - before).toBeLessThan(10);
});

test("one is drawn after another, and what was drawn of late not again", async () => {
  const asked: string[] = [];
  let atOnce = 0;
  const draw = drawings(async (dot) => {
    asked.push(dot);
    expect(++atOnce).toBe(1);
    await after(5);
    atOnce--;
    return `<${dot}>`;
  });
  expect(await Promise.all([draw("a"), draw("b"), draw("a")])).toEqual(["<a>", "<b>", "<a>"]);
  expect(asked).toEqual(["a", "b"]);
  expect(await draw("b")).toBe("<b>");
  for (let at = 0; at < 8; at++) await draw(`other ${at}`);
  await draw("a");
  expect(asked.filter((dot) => dot === "a")).toHaveLength(2);
});

test("who comes when too many wait for their pictures is sent away, and comes again", async () => {
  const first = Promise.withResolvers<void>();
  const asked: string[] = [];
  const draw = drawings(async (dot) => {
    asked.push(dot);
    await first.promise;
    return dot;
  });
  const waiting = ["a", "b", "c", "d", "e"].map(draw);
  await expect(draw("f")).rejects.toMatchObject({ code: "not-drawn", message: "others wait for pictures already" });
  // Who wants the same as one of them waits with them.
  const again = draw("e");
  first.resolve();
  expect(await Promise.all([...waiting, again])).toEqual(["a", "b", "c", "d", "e", "e"]);
  expect(await draw("f")).toBe("f");
  expect(asked).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("nothing is kept for those who went away", async () => {
  vi.useFakeTimers();
  try {
    const drawn = vi.fn(async (dot: string) => dot);
    const draw = drawings(drawn);
    for (const minutes of [0.9, 0.9, 1.1]) {
      await draw("a");
      vi.advanceTimersByTime(minutes * 60_000);
    }
    expect(drawn).toHaveBeenCalledTimes(1);
    await draw("a");
    expect(drawn).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("what could not be drawn is not tried at each look of a page that stays open, and is in the end", async () => {
  vi.useFakeTimers();
  try {
    const drawn = vi.fn(() => Promise.reject<string>(new Error("too long")));
    const draw = drawings(drawn);
    const lookFor = async (minutes: number) => {
      for (let seconds = 0; seconds < minutes * 60; seconds += 10) {
        await expect(draw("a")).rejects.toThrow("too long");
        vi.advanceTimersByTime(10_000);
      }
    };
    await lookFor(4.5);
    expect(drawn).toHaveBeenCalledTimes(1);
    await lookFor(1);
    expect(drawn).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("the command and the library, as they are built, draw by the same file", async () => {
  const dist = join(import.meta.dirname, "../../dist");
  const places = globSync("{cmd/keelson/*.cjs,src/*.js,chunks/*.js}", { cwd: dist }).flatMap((path) =>
    [...readFileSync(join(dist, path), "utf8").matchAll(/new URL\("([^"]*draw[^"]*)"/g)].map(([, to = ""]) => [
      path.split("/")[0],
      fileURLToPath(new URL(to, pathToFileURL(join(dist, path)))),
    ]),
  );
  const built = join(dist, "cmd/keelson/draw.cjs");
  expect(places.toSorted()).toEqual([
    ["chunks", built],
    ["cmd", built],
  ]);
  const child = fork(built, { execArgv: [], env: {} });
  child.send(pair);
  expect((await once(child, "message"))[0]).toContain("<svg");
  child.kill("SIGKILL");
});
