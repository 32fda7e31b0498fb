import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKeelson } from "../../src/create-keelson.ts";
import { nodeHost } from "../../src/node-host.ts";
import { FaultProject, told } from "../crash/faults/project.ts";
import { describeEngines, type OpenedDatabase } from "../reconcile/engines.ts";
import { startKeelson } from "./keelson.ts";
import { openPage, type Page } from "./page.ts";

const users = "upgrade:\n  - createTable: { name: users, columns: [ { name: id, type: integer }, { name: email, type: text } ] }";
const parts = ["database", "graph", "plan", "drift", "history", "schema"];
const teams = "upgrade:\n  - createTable: { name: teams, columns: [ { name: id, type: integer } ] }";

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: FaultProject;
  let page: Page | undefined;
  beforeEach(async () => {
    opened = await engine.open();
    project = new FaultProject(opened);
  });
  afterEach(async () => {
    await page?.end();
    page = undefined;
    project[Symbol.dispose]();
    await opened.drop();
  });

  test("the page shows what is there, what waits and what a hand changed, as files and database are at the moment", async () => {
    project.revision("a", [], users);
    await project.upgrade();
    page = await openPage(project);
    expect(await page.read("/")).toMatchObject({ status: 200, text: expect.stringContaining("app\nInSync\n") });
    expect((await page.read("/history/app")).text).toMatch(/^a$/m);

    project.revision("b", ["a"], teams);
    await opened.beside.run("ALTER TABLE users ADD COLUMN oops text");
    await expect.poll(async () => (await page?.read("/database/app"))?.text, { timeout: 10_000 }).toContain("1 revision");
    const overview = await page.read("/database/app");
    expect(overview.text).toContain(`column ${engine.home}.users.oops was added`);
    expect((await page.read("/graph/app")).text).toContain("current");
    expect((await page.read("/plan/app")).text).toMatch(/would run now.*CREATE TABLE [^\n]*teams/s);
    expect(await page.read("/schema/app")).toMatchObject({ status: 200, text: expect.stringContaining("teams") });
    const drift = await page.read("/drift/app");
    expect(drift.status).toBe(200);
    expect(drift.text).toContain("oops");
    expect(drift.text).toContain("- name: email");

    expect((await page.end()).code).toBe(0);
    expect((await project.exits(6, ["check"])).stdout).toContain("oops");
  });

  test("what has not changed is the same page, however often somebody looks", async () => {
    project.revision("a", [], users);
    await project.upgrade();
    project.revision("b", ["a"], teams);
    page = await openPage(project);
    const { url } = page;
    const ask = (part: string, etag = "") => fetch(new URL(`/${part}/app`, url), { headers: { "if-none-match": etag } });
    const first = await Promise.all(parts.map((part) => ask(part)));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    for (const [at, part] of parts.entries()) expect((await ask(part, first[at]?.headers.get("etag") ?? "")).status, part).toBe(304);
  });

  test("what is wrong with the documents stands where it is wrong, beside what the journal says", async () => {
    project.revision("a", [], users);
    await project.upgrade();
    page = await openPage(project);
    project.write(
      "db/revisions/b.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: b }\nspec:\n  id: b\n  revises: [a]\n  upgade: []\n",
    );
    await expect.poll(async () => (await page?.read("/database/app"))?.text, { timeout: 10_000 }).toContain("db/revisions/b.yaml:7:3");
    const overview = await page.read("/database/app");
    expect(overview.text).toMatch(/Invalid.*\bAt\na\n/s);
    for (const part of ["plan", "graph", "history"])
      expect(await page.read(`/${part}/app`)).toMatchObject({ status: 503, text: expect.stringContaining("db/revisions/b.yaml:7:3") });
    // The database itself can be asked.
    expect((await page.read("/drift/app")).status).toBe(200);
  });
});

describe("on SQLite, of whatever is served", () => {
  let project: FaultProject;
  let page: Page | undefined;
  beforeEach(() => {
    project = new FaultProject({ url: "sqlite:./app.db" });
    project.revision("a", [], users);
  });
  afterEach(async () => {
    await page?.end();
    page = undefined;
    project[Symbol.dispose]();
  });
  const second = (name: string, url: string) =>
    `---\napiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: ${name} }\nspec:\n  dialect: ${url.split(":")[0]}\n  connection: { url: { value: "${url}" } }\n  source: { directory: ./db }\n`;
  const first = (spec = "") =>
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: sqlite\n  connection: { url: { value: "sqlite:./app.db" } }\n  source: { directory: ./db }\n${spec}`;

  test("people read where it is, and it ends when they interrupt it", async () => {
    const { child, finished } = project.start(["ui", "--listen", "127.0.0.1:0"]);
    const [said] = (await once(child.stdout as NodeJS.EventEmitter, "data")) as [string];
    expect(said).toMatch(/^Serving http:\/\/127\.0\.0\.1:\d+\/ until it is interrupted\n$/);
    child.kill("SIGINT");
    expect(await finished).toMatchObject({ code: 0, stderr: "" });
  });

  test("an open connection does not keep it from ending", async () => {
    page = await openPage(project);
    const { hostname, port } = new URL(page.url);
    const open = request({ hostname, port, headers: { connection: "keep-alive" } }).on("error", () => undefined);
    open.flushHeaders();
    await page.read("/");
    const began = performance.now();
    expect((await page.end()).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("it only reads, and only for this machine", async () => {
    page = await openPage(project);
    expect((await fetch(page.url, { method: "POST", body: "x" })).status).toBe(405);
    for (const path of ["/nowhere", "/database/other", "/drift/app/more"]) expect((await page.read(path)).status).toBe(404);
    const { hostname, port } = new URL(page.url);
    const asked = request({ hostname, port, headers: { host: "attacker.example" } }).end();
    const [answer] = (await once(asked, "response")) as [{ readonly statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).toBe(421);
    for (const part of ["", "database/app", "plan/app"]) await page.read(`/${part}`);
    expect((await page.end()).code).toBe(0);
    // Looking at a database that is not there makes none.
    expect((await project.exits(0, ["current", "-o", "json"])).json().heads).toEqual([]);
  });

  test("a port that is taken is one diagnostic with what to do", async () => {
    await using server = Object.assign(createServer().listen(0, "127.0.0.1"), { [Symbol.asyncDispose]: async () => void server.close() });
    await once(server, "listening");
    const taken = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { stderr } = await project.exits(1, ["ui", "--listen", taken]);
    expect(stderr.match(/error\[/g)).toHaveLength(1);
    expect(stderr).toContain("error[address-unavailable]");
    expect(stderr).toContain("--listen");
    const failed = await project.exits(1, ["ui", "--listen", taken, "-o", "json"]);
    expect(failed.json().error).toMatchObject({ code: "address-unavailable", exitCode: 1 });
  });

  test.for([
    ["what is no address", ["--listen", "here"], "usage"],
    ["no such port", ["--listen", "70000"], "usage"],
    ["a database that is not in the file", ["--database", "shop"], "unknown-database"],
    ["a file that is not there", ["-f", "nowhere.yaml"], "source-not-found"],
  ] as const)("%s is refused before anything is served", async ([, words, code]) => {
    const { stdout } = await project.exits(3, ["ui", "-o", "json", ...words]);
    expect(JSON.parse(stdout).error.code).toBe(code);
  });

  test("a URL is one database", async () => {
    project.write("keelson.yaml", first() + second("other", "sqlite:./other.db"));
    expect((await project.exits(3, ["ui", "--url", "sqlite:./x.db"])).stderr).toContain("--database NAME");
    page = await openPage(project, ["--url", "sqlite:./x.db", "--database", "other"]);
    expect((await page.read("/")).text).toContain("other");
    expect((await page.read("/database/app")).status).toBe(404);
  });

  test("one database in trouble hides no other, be it out of reach or wrongly described", async () => {
    project.write("keelson.yaml", first() + second("away", "postgresql://ada:hidden@127.0.0.1:1/away"));
    page = await openPage(project);
    const list = await page.read("/");
    expect(list.status).toBe(200);
    expect(list.text).toMatch(/app\nPending.*away\n.*127\.0\.0\.1:1\/away/s);
    expect(list.text).not.toContain("hidden");
    for (const part of ["database", "graph", "plan", "drift", "history"]) expect((await page.read(`/${part}/away`)).status).toBe(503);
    // The documents say it by themselves.
    expect(await page.read("/schema/away")).toMatchObject({ status: 200, text: expect.stringContaining("users") });

    project.write("keelson.yaml", `${first("  polcy: {}\n")}${second("other", "sqlite:./other.db")}`);
    const wrong = await page.read("/");
    expect(wrong.text).toContain("keelson.yaml:8:3");
    expect(wrong.text).toMatch(/other\nPending/);
    expect((await page.read("/plan/app")).text).toContain("keelson.yaml:8:3");
    project.write("keelson.yaml", "spec: [\n");
    expect((await page.read("/")).text).toContain("keelson.yaml:");
    // Whose page is open when its file breaks sees why.
    expect(await page.read("/plan/app")).toMatchObject({ status: 503, text: expect.stringContaining("keelson.yaml:") });
    project.write("keelson.yaml", first());
    expect((await page.read("/plan/app")).text).toContain("CREATE TABLE");
  });

  test("of what policy does not let run it says what for it waits", async () => {
    await project.upgrade();
    using database = new DatabaseSync(join(project.folder, "app.db"));
    database.exec("INSERT INTO users VALUES (1, 'x')");
    project.revision("b", ["a"], "upgrade:\n  - dropTable: { name: users }");
    project.write("keelson.yaml", first());
    page = await openPage(project);
    const text = async () => (await page?.read("/plan/app"))?.text ?? "";
    expect(await text()).toMatch(/wants approval.*data-loss-needs-approval.*keelson approve sha256:/s);
    for (const [spec, said] of [
      ["  policy: { destructive: refuse }\n", "refused by policy"],
      ["  suspend: true\n", "suspended"],
      ["  policy: { destructive: allow }\n", "would run now"],
    ] as const) {
      project.write("keelson.yaml", first(spec));
      await expect.poll(text, { timeout: 10_000 }).toContain(said);
    }
  });

  test("of a project without a document nothing is said that nobody knows", async () => {
    project.write("keelson.yaml", first().replace("./db", "./empty"));
    project.write("empty/notes.txt", "nothing yet");
    page = await openPage(project);
    expect((await page.read("/database/app")).text).toMatch(/SourceEmpty.*\nAt\nnot known\nTarget\nnot known\n/s);
  });

  test("what belongs to no place of a file is told beside what does", async () => {
    project.write("all/right.yaml", first());
    page = await openPage(project, ["-f", "all"]);
    expect((await page.read("/")).text).toContain("app");
    project.write("all/wrong.yaml", second("other", "sqlite:./other.db").replace("spec:", "spec: { polcy: {} }\nspec:"));
    symlinkSync("circle.yaml", join(project.folder, "all/circle.yaml"));
    const { status, text } = await page.read("/");
    expect(status).toBe(503);
    expect(text).toContain("circle.yaml cannot be read");
    expect(text).toContain("wrong.yaml:");
  });

  test("a program serves it by the library, until its signal aborts", async () => {
    project.write("keelson.yaml", first());
    const end = new AbortController();
    const { promise, resolve } = Promise.withResolvers<string>();
    const keelson = createKeelson({ host: { ...nodeHost(), cwd: project.folder } });
    const served = keelson.ui({ listen: { host: "127.0.0.1", port: 0 }, signal: end.signal, onListening: resolve });
    expect((await fetch(new URL("/plan/app", await promise))).status).toBe(200);
    end.abort();
    await served;
    await expect(fetch(await promise)).rejects.toThrow();
  });

  test("documents from standard input stand for every look", async () => {
    const { child, finished } = startKeelson(["ui", "--listen", "127.0.0.1:0", "-f", "-"], { cwd: project.folder, input: first() });
    const [said] = (await once(child.stdout as NodeJS.EventEmitter, "data")) as [string];
    const url = /http:\S+/.exec(said)?.[0] ?? "";
    for (const path of ["", "plan/app", "graph/app"]) expect((await fetch(url + path)).status, path).toBe(200);
    child.kill("SIGINT");
    expect((await finished).code, told(await finished)).toBe(0);
  });
});
