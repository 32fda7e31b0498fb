import { expect, test } from "vitest";
import { keepReadings } from "../../../src/kubernetes/watched/readings.ts";
import type { Reference } from "../../../src/kubernetes/watched/reference.ts";

/** What a watch would say of the only object that there is. */
function watched() {
  let version = "1";
  const noted: Reference[] = [];
  return {
    noted,
    move: (to: string) => {
      version = to;
    },
    read: async (note: (reference: Reference) => void) => {
      note({ kind: "Secret", namespace: "shop", versions: new Map([["db", version]]) });
      return `value ${version}`;
    },
    references: {
      note: (_key: string, reference: Reference) => void noted.push(reference),
      isCurrent: ({ versions }: Reference) => versions.get("db") === version,
    },
  };
}

test("what was read is not read again while it stands, and is rested on all the same", async () => {
  const secret = watched();
  const readings = keepReadings(secret.references);
  const look = () => readings.through("shop/a", "target", "as written", secret.read);
  expect([await look(), await look()]).toEqual(["value 1", "value 1"]);
  expect(secret.noted).toHaveLength(2);
  secret.move("2");
  expect(await look()).toBe("value 2");
});

test("it is read for one key, one wish and one purpose alone, and forgotten with its key", async () => {
  const secret = watched();
  const readings = keepReadings({ ...secret.references, isCurrent: () => true });
  const look = (key: string, what: "target" | "digest", wish: string) => readings.through(key, what, wish, secret.read);
  await look("shop/a", "target", "one");
  secret.move("2");
  expect(await look("shop/a", "target", "one")).toBe("value 1");
  expect(await look("shop/a", "target", "another")).toBe("value 2");
  expect(await look("shop/a", "digest", "one")).toBe("value 2");
  expect(await look("shop/b", "target", "one")).toBe("value 2");
  secret.move("3");
  readings.forget("shop/a");
  expect(await look("shop/a", "target", "another")).toBe("value 3");
});

test("a reading that failed is tried again", async () => {
  const secret = watched();
  const readings = keepReadings(secret.references);
  await expect(readings.through("shop/a", "target", "", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await readings.through("shop/a", "target", "", secret.read)).toBe("value 1");
});
