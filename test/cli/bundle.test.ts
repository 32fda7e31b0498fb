import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { setDigest } from "../../src/resource/set-digest.ts";
import { pushArtefact } from "../server/push-artefact.ts";
import { startRegistry } from "../server/registry.ts";
import { runKeelson } from "./keelson.ts";
import { expectOneFault } from "./one-fault.ts";

let folder: string;
const write = (location: string, text: string) => {
  mkdirSync(dirname(join(folder, location)), { recursive: true });
  writeFileSync(join(folder, location), text);
};
const head = (kind: string, name: string) => `apiVersion: keelson.dev/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
const database = (name: string, source: string) =>
  write(
    `${name}.yaml`,
    `${head("Database", "shop")}spec:\n  dialect: sqlite\n  connection: { url: { value: "sqlite:${name}.db" } }\n  variables: { start: 7 }\n  source: ${source}\n`,
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-bundle-"));
  database("keelson", "{ directory: ./db }");
  write(
    "db/2.yaml",
    `${head("Revision", "two")}spec:\n  id: two\n  message: Fill\n  revises: [one]\n  upgrade:\n    - sql: { file: sql/fill.sql }\n      downgrade: [ { sql: { file: sql/empty.sql } } ]\n`,
  );
  write(
    "db/1.yaml",
    `${head("Revision", "one")}spec: { id: one, message: "Table", revises: [], upgrade: [ { createTable: { name: t, columns: [ { name: id, type: integer } ] } } ] }\n`,
  );
  write("db/sql/fill.sql", "INSERT INTO t VALUES ({{ literal start }});\n");
  write("db/sql/empty.sql", "DELETE FROM t WHERE id = {{ literal start }};\n");
  write("db/notes.txt", "of no use elsewhere");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: readonly string[]) => runKeelson(words, { cwd: folder });
const digests = async (file: string) =>
  (await run("history", "-f", file, "-o", "json")).json().revisions.map(({ id, digest }: { id: string; digest: string }) => [id, digest]);

it("gives objects that mean the same without the files, and the digest of the set", async () => {
  const { stdout, code } = await run("bundle");
  expect(code).toBe(0);
  const { digest, objects, source } = (await run("bundle", "-o", "json")).json();
  expect(objects.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(["one", "two"]);
  expect(digest).toBe(setDigest(objects.toReversed()));
  expect(source).toEqual({ resources: { selector: { matchLabels: { "keelson.dev/source": "shop" } }, digest } });
  expect(stdout.split("\n")[0]).toBe(`# spec.source of the Database: ${JSON.stringify(source)}`);
  write("other/all.yaml", stdout);
  database("other", "{ directory: ./other }");
  expect(await digests("other.yaml")).toEqual(await digests("keelson.yaml"));
  expect((await run("upgrade", "-f", "other.yaml")).code).toBe(0);
  expect((await run("downgrade", "base", "-f", "other.yaml", "--allow", "dataLoss")).code).toBe(0);
});

it("packs the same documents into a ConfigMap", async () => {
  const { objects, source } = (await run("bundle", "--as", "configmap", "-o", "json")).json();
  expect(source).toEqual({ configMaps: [{ name: "shop-schema" }] });
  write("other/all.yaml", gunzipSync(Buffer.from(objects[0].binaryData["documents.yaml.gz"], "base64")).toString());
  database("other", "{ directory: ./other }");
  expect(await digests("other.yaml")).toEqual(await digests("keelson.yaml"));
});

it("packs what is needed and nothing else, to the same bytes each time, for a registry that hands it on", async () => {
  expect((await run("bundle", "--as", "archive", "--out", "one.tar.gz")).code).toBe(0);
  const bytes = readFileSync(join(folder, "one.tar.gz"));
  await run("bundle", "--as", "archive", "--out", "two.tar.gz");
  expect(readFileSync(join(folder, "two.tar.gz")).equals(bytes)).toBe(true);
  expect(gunzipSync(bytes).includes("of no use elsewhere")).toBe(false);
  await using registry = await startRegistry();
  const artefact = await pushArtefact(registry, "team/shop", "v1", bytes);
  database("far", `{ oci: { url: "oci://${registry.host}/team/shop", ref: v1 } }`);
  expect((await run("upgrade", "-f", "far.yaml", "-o", "json")).json()).toMatchObject({
    revision: { current: ["two"] },
    source: { commit: artefact },
  });
  expect(await digests("far.yaml")).toEqual(await digests("keelson.yaml"));
  expect((await run("check", "-f", "far.yaml")).code).toBe(0);
});

it("is refused where it cannot be made, with one finding", async () => {
  await expectOneFault(["bundle", "--as", "archive"], 3, { cwd: folder });
  await expectOneFault(["bundle", "--out", "x"], 3, { cwd: folder });
  await expectOneFault(["bundle", "--as", "archive", "--out", "nowhere/x.tar.gz"], 1, { cwd: folder });
  rmSync(join(folder, "db/sql/fill.sql"));
  await expectOneFault(["bundle"], 3, { cwd: folder });
});
