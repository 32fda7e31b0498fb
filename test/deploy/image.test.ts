import { existsSync, globSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/source-files.ts";

const dockerfile = readFileSync(join(root, "deploy/Dockerfile"), "utf8");
const ignored = readFileSync(join(root, "deploy/Dockerfile.dockerignore"), "utf8").trim().split("\n");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };

test("the image is made of files that are there and that nothing keeps from it, and its program is nobody special", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) => paths.split(" "));
  const run = [...dockerfile.matchAll(/node (build\/\S+\.ts)/g)].map(([, path = ""]) => path);
  expect([copied.length, run.length]).toEqual([5, 2]);
  expect([...copied, ...run].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(copied.filter((path) => ignored.some((pattern) => matchesGlob(path, pattern)) && !ignored.includes(`!${path}`))).toEqual([]);
  expect(dockerfile.match(/^USER .*$/gm)).toEqual(["USER 65532:65532"]);
});

test("manifests name the image of this version, without a host", () => {
  const manifests = globSync("deploy/{jobs,kustomize,chart}/*.yaml", { cwd: root });
  const images = manifests.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/(?:image:|repository:|newTag:|appVersion:|^version:) *(\S+)$/gm)].map(
      ([, image]) => image,
    ),
  );
  expect(new Set(images)).toEqual(new Set([`keelson/keelson:${version}`, "keelson/keelson", version, "example/shop:1.0.0"]));
});
