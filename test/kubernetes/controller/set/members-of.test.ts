import { describe, expect, test } from "vitest";
import { covers } from "../../../../src/kubernetes/controller/set/covers.ts";
import { replacing } from "../../../../src/kubernetes/controller/set/replacing.ts";
import { checkMembers, membersOf } from "../../../../src/kubernetes/controller/set/members-of.ts";
import type { DatabaseSetSpec } from "../../../../src/resource/shape/database-set.shape.ts";
import { setOf } from "./test-members.ts";

const set = { metadata: { name: "shops", namespace: "prod", uid: "u" } };
const template = {
  metadata: { labels: { team: "web" }, annotations: { note: "x" } },
  spec: {
    dialect: "postgresql",
    source: { git: { url: "https://example.com/a.git" } },
    connection: { host: { value: "db" }, user: { value: "shop" } },
    variables: { region: "none", shards: 1 },
  },
};
const reading = { dialects: ["sqlite", "postgresql"], directories: "refused" } as const;
const wantedOf = (spec: DatabaseSetSpec, secrets: Parameters<typeof membersOf>[2] = []) =>
  membersOf(set, spec, secrets).map(({ wanted }) => wanted);

describe("the Databases of a set", () => {
  test("are the targets, each merged over the template", () => {
    const [database] = wantedOf({
      template,
      targets: [{ name: "eu", labels: { wave: "first" }, connection: { database: { value: "eu" } }, variables: { region: "eu" } }],
    });
    expect(database).toMatchObject({
      metadata: {
        name: "shops-eu",
        namespace: "prod",
        labels: { team: "web", wave: "first", "keelson.dev/database-set": "shops" },
        annotations: { note: "x" },
        ownerReferences: [{ apiVersion: "keelson.dev/v1alpha1", kind: "DatabaseSet", name: "shops", uid: "u", controller: true }],
      },
      spec: {
        dialect: "postgresql",
        connection: { host: { value: "db" }, user: { value: "shop" }, database: { value: "eu" } },
        variables: { region: "eu", shards: 1 },
      },
    });
  });

  test("are the Secrets that it selects, each with the URL in it", () => {
    const [database] = wantedOf({ template: { spec: { dialect: "sqlite" } }, selector: { matchLabels: { tenant: "yes" } } }, [
      { metadata: { name: "acme", labels: { tenant: "yes" } } },
    ]);
    expect(database).toMatchObject({
      metadata: { name: "shops-acme", labels: { tenant: "yes" } },
      spec: { connection: { url: { secretKeyRef: { name: "acme", key: "url" } } } },
    });
  });

  test("come by wave, then by name", () =>
    expect(setOf(["1b", "0z", "1a", "0a"], [{}, {}]).members.map(({ target }) => target)).toEqual(["0a", "0z", "1a", "1b"]));

  test("two of one name are refused", () =>
    expect(() => wantedOf({ template, targets: [{ name: "eu" }, { name: "eu" }] })).toThrow("two targets are called eu"));

  test("are checked as if people had written them, all at once, and each only once", () => {
    const wrong = setOf(["0a", "0B", "0c"], undefined, { connection: { url: { env: "URL" } } });
    expect(() => checkMembers(wrong.set, wrong.members, reading, new Set())).toThrow("the Database of target 0B cannot be called shop-0B");
    const unnamed = setOf(["0a", "0c"], undefined, { connection: { url: { env: "URL" } }, target: "" });
    try {
      checkMembers(unnamed.set, unnamed.members, reading, new Set());
      expect.unreachable();
    } catch (error) {
      expect(
        new Set(
          (error as { readonly diagnostics: readonly { readonly position: { readonly file: string } }[] }).diagnostics.map(
            ({ position }) => position.file,
          ),
        ),
      ).toEqual(new Set(["Database prod/shop-0a", "Database prod/shop-0c"]));
    }
    const local = setOf(["0a"], undefined, { source: { directory: "./db" } });
    const known = checkMembers(local.set, local.members, { ...reading, directories: "allowed" }, new Set());
    expect(checkMembers(local.set, local.members, reading, known)).toEqual(known);
    expect(() => checkMembers(local.set, local.members, reading, new Set())).toThrow("spec.source.directory");
  });
});

describe("what is there covers what is wanted", () => {
  test.each([
    ["the same", { a: 1 }, { a: 1 }, true],
    ["more than that", { a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
    ["another value", { a: { b: 2 } }, { a: { b: 1 } }, false],
    ["less", { a: {} }, { a: { b: 1 } }, false],
    ["nothing", undefined, { a: 1 }, false],
    ["a longer list", { a: [1, 2] }, { a: [1] }, false],
  ])("%s", (_name, there, wanted, expected) => expect(covers(there, wanted)).toBe(expected));
});

test("what takes the place of another names what goes", () => {
  expect(replacing({ url: { value: "a" }, role: "x" }, { url: { secretKeyRef: { name: "b", key: "url" } } })).toEqual({
    url: { value: null, secretKeyRef: { name: "b", key: "url" } },
    role: null,
  });
  expect(replacing(undefined, { a: 1 })).toEqual({ a: 1 });
  expect(replacing({ a: [1, 2] }, { a: [3] })).toEqual({ a: [3] });
});
