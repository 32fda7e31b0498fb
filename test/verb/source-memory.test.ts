import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { describeNewestPostgres } from "../server/postgres.ts";

const head = (name: string): string => `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: ${name} }\nspec:\n`;

/** More text than is worth remembering, and a document of each sort. */
function writeMuch(project: FaultProject): void {
  if (!isLite(project)) {
    project.write("db/scripts.yaml", `${head("scripts")}  files: [ "*.sql" ]\n`);
    project.write("db/s1.sql", "CREATE TABLE s1 (a integer);\n");
  }
  for (let table = 0; table < 40; table++) project.write(pathOf(table), tableText(table));
  project.write("db/view.yaml", `${head("view")}  views:\n    - name: v\n      query: >-\n        SELECT c1\n        FROM t1\n`);
  project.write("db/odd.yaml", `${head("odd")}  tables:\n    - name: odd\n      columns: [ { name: a, type: text, default: "'-0'" } ]\n`);
}

const isLite = ({ url }: FaultProject): boolean => url.startsWith("sqlite:");
const pathOf = (table: number): string => `db/t${table}.yaml`;

function tableText(table: number, type = "integer"): string {
  const columns = Array.from(
    { length: 60 },
    (_, column) => `        - { name: c${column}, type: ${column === 1 ? type : "text"}, nullable: true }\n`,
  );
  const key = table === 0 ? "" : `      foreignKeys: [ { columns: [id], references: { table: t${table - 1}, columns: [id] } } ]\n`;
  return `${head(`t${table}`)}  tables:\n    - name: t${table}\n      columns:\n        - { name: id, type: bigint, nullable: false }\n${columns.join("")}      primaryKey: { columns: [id] }\n${key}`;
}

/** What people do to documents, and what each of it leaves. */
const edits: readonly ((project: FaultProject) => void)[] = [
  (project) => project.write(pathOf(7), tableText(7, "bigint")),
  (project) => project.write(pathOf(7), tableText(7, "bigin")),
  (project) => project.write(pathOf(7), `${tableText(7)}  nonsense: true\n`),
  (project) => project.write(pathOf(7), tableText(6)),
  (project) => project.write(pathOf(7), "a: b: c\n"),
  (project) => project.write(pathOf(7), ""),
  (project) => rmSync(join(project.folder, "db/odd.yaml")),
  (project) =>
    project.write("db/secret.yaml", `${head("secret")}  tables: [ { name: vault, columns: [ { name: password, type: text } ] } ]\n`),
];

/** To what documents refer to. */
const editsAround: typeof edits = [
  (project) => project.write("db/s1.sql", "CREATE TABLE s1 (a bigint);\n"),
  (project) => project.write("db/s2.sql", "CREATE TABLE s2 (a integer);\n"),
];

const verbs: readonly (readonly string[])[] = [["validate"], ["lint"], ["check"], ["plan"], ["diff"]];

async function answers(project: FaultProject, cache: string, asked = verbs): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const words of asked) {
    const { code, stdout, stderr } = await project.start(words, project.url, { XDG_CACHE_HOME: cache }).finished;
    all.push({ words, code, stdout, stderr });
  }
  return all;
}

/** Files of the cache that hold what was made of documents. */
const keptIn = (cache: string): readonly string[] =>
  existsSync(cache)
    ? readdirSync(cache, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".bin"))
        .toSorted()
        .map((path) => join(cache, path))
    : [];

async function saysTheSame(project: FaultProject): Promise<void> {
  const cache = join(project.folder, ".cache");
  mkdirSync(cache);
  writeMuch(project);
  await project.exits(0, ["reconcile"]);
  const expected = await answers(project, "");
  const some = verbs.filter(([verb]) => verb === "validate" || verb === "plan");
  const expectedOf = (asked: typeof verbs) => expected.filter((_, index) => asked.some((words) => words === verbs[index]));
  const same = async (state: string, asked: typeof verbs = some): Promise<void> =>
    expect(await answers(project, cache, asked), state).toEqual(expectedOf(asked));

  await same("cold");
  const kept = keptIn(cache);
  expect(kept.map((path) => path.split("/").at(-1))).toEqual(["desired.bin", "resources.bin", "source.bin"]);
  expect(kept.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  const written = kept.map((path) => statSync(path).ino);
  await same("warm", verbs);
  expect(
    kept.map((path) => statSync(path).ino),
    "nothing was learnt",
  ).toEqual(written);

  const contents = kept.map((path) => readFileSync(path));
  const put = (change: (content: Buffer, index: number) => Buffer | string): void =>
    kept.forEach((path, index) => writeFileSync(path, change(Buffer.from(contents[index] as Buffer), index)));
  put((content) => content.fill(0x41, 100, 110));
  await same("damaged");
  put((content) => content.subarray(0, content.length >> 1));
  await same("cut off");
  put((_content, index) => contents[(index + 1) % contents.length] as Buffer);
  await same("one for the other");
  put(() => "");
  await same("empty");

  for (const [number, edit] of [...edits, ...(isLite(project) ? [] : editsAround)].entries()) {
    edit(project);
    const [anew, remembered] = [await answers(project, "", some), await answers(project, cache, some)];
    expect(remembered, `edit ${number}`).toEqual(anew);
    expect(anew, `edit ${number} is seen`).not.toEqual(expectedOf(some));
    expect(readFileSync(kept[1] as string).includes("vault"), "a document that may hold a password").toBe(false);
    rmSync(join(project.folder, "db"), { recursive: true });
    writeMuch(project);
  }
  await same("as it was");
}

test("on SQLite every verb says the same, whatever it remembers of the documents", async () => {
  using project = new FaultProject({ url: "sqlite:app.db" });
  await saysTheSame(project);
}, 180_000);

describeNewestPostgres("what is remembered of documents", (server) => {
  test("changes nothing that any verb says", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    await saysTheSame(project);
  }, 180_000);
});
