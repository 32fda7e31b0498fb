import { expect, test } from "vitest";
import { turns } from "../../../src/kubernetes/page/turns.ts";

/** Work that ends when it is told to. */
function work(name: string, done: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { end: resolve, run: () => promise.then(() => void done.push(name)) };
}

const forEver = new AbortController().signal;

test("no more than so many work at a time, and who came first is next", async () => {
  const inTurn = turns(2);
  const done: string[] = [];
  const begun: string[] = [];
  const all = ["a", "b", "c", "d"].map((name) => ({ name, ...work(name, done) }));
  const running = all.map(({ name, run }) =>
    inTurn(forEver, () => {
      begun.push(name);
      return run();
    }),
  );
  await expect.poll(() => begun).toEqual(["a", "b"]);
  all[1]?.end();
  await expect.poll(() => begun).toEqual(["a", "b", "c"]);
  for (const { end } of all) end();
  await Promise.all(running);
  expect(begun).toEqual(["a", "b", "c", "d"]);
  expect(await inTurn(forEver, async () => "free again")).toBe("free again");
});

test("who gives up while waiting takes nobody's turn", async () => {
  const inTurn = turns(1);
  const first = work("first", []);
  const running = inTurn(forEver, first.run);
  const gone = new AbortController();
  const given = inTurn(gone.signal, async () => "never");
  const last = inTurn(forEver, async () => "last");
  gone.abort(new Error("gone"));
  await expect(given).rejects.toThrow("gone");
  first.end();
  await running;
  expect(await last).toBe("last");
});

test("work that fails gives its turn on", async () => {
  const inTurn = turns(1);
  const failing = inTurn(forEver, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await inTurn(forEver, async () => "next")).toBe("next");
});
