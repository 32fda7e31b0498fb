import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/source-files.ts";

const dockerfile = readFileSync(join(root, "deploy/Dockerfile"), "utf8");
const { version, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string; readonly dependencies: object };

test("the image is made of files that are there, and its program is nobody special", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) => paths.split(" "));
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(dockerfile.match(/^USER .*$/gm)).toEqual(["USER 65532:65532"]);
});

test("leaving a dialect out leaves out the package that is its alone", () => {
  const removed = [...dockerfile.matchAll(/rm -rf node_modules\/(\S+)/g)].map(([, name]) => name);
  expect(removed.sort()).toEqual(["libpg-query", "sqlite3"]);
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(removed));
});

test("manifests name the image of this version, without a host", () => {
  const manifests = globSync("deploy/{jobs,kustomize,chart}/*.yaml", { cwd: root });
  const images = manifests.flatMap((path) => [...readFileSync(join(root, path), "utf8").matchAll(/(?:image:|repository:|newTag:|appVersion:|^version:) *(\S+)$/gm)].map(([, image]) => image));
  expect(new Set(images)).toEqual(new Set([`keelson/keelson:${version}`, "keelson/keelson", version, "example/shop:1.0.0"]));
});
