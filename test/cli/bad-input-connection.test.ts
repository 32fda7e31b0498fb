import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../server/free-port.ts";
import { engineNames } from "../seeds/engine.ts";
import { SeedProject } from "../seeds/project.ts";
import { expectOneFault, filesBelow } from "./one-fault.ts";

const verbs = ["upgrade", "plan", "check", "status", "doctor", "inspect"] as const;
const create = (name: string) => `upgrade: [ { createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } } ]\n`;

/** One revision applied, one pending. */
async function openProject(engine: SeedProject["engine"]["name"]): Promise<SeedProject> {
  const project = await SeedProject.open(engine);
  project.write(
    "keelson.yaml",
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: ${engine}, source: { directory: ./db } }\n`,
  );
  project.revision("first", [], create("users"));
  await project.run("upgrade");
  project.revision("second", ["first"], create("orders"));
  return project;
}

/** A TCP server that answers whatever comes, or says nothing at all. */
async function listen(answer: string | null): Promise<Server & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    if (answer !== null) socket.once("data", () => socket.end(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return Object.assign(server, { [Symbol.asyncDispose]: close });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe.each(engineNames)("on %s", (engine) => {
  let project: SeedProject;
  beforeAll(async () => {
    project = await openProject(engine);
  });
  afterAll(() => project[Symbol.asyncDispose]());

  const refusesEach = async (url: string, code: number, text: RegExp, chosen: readonly string[] = verbs) => {
    const before = [filesBelow(project.folder), await project.engine.catalogue()];
    for (const verb of chosen) {
      const { stderr } = await expectOneFault([verb, "--url", url], code, { cwd: project.folder });
      expect(stderr, verb).toMatch(text);
      expect(stderr).not.toContain("hunter2");
    }
    expect([filesBelow(project.folder), await project.engine.catalogue()]).toEqual(before);
  };

  test.for(["gopher://host/db", "not a url", "sqlite:", "sqlite::memory:", "http://127.0.0.1/db", "postgresql://u:hunter2@host:port/db"])(
    "the URL %s is wrong input",
    (url) => refusesEach(url, 3, /URL|no dialect speaks/, ["upgrade", "status"]),
  );

  if (engine === "sqlite") {
    test("a path that is a directory", () => refusesEach(`sqlite:${project.folder}`, 1, /directory|not a file|no file/i));

    test("a path in a directory that is not there", () => refusesEach("sqlite:no/such/folder/a.db", 1, /no\/such\/folder/));

    test("a file that is no database", async () => {
      writeFileSync(join(project.folder, "notes.txt"), "this is no database, and long enough to be told from an empty one\n".repeat(20));
      await refusesEach("sqlite:notes.txt", 1, /no.*database/i);
    });

    test.skipIf(process.getuid?.() === 0)("a file that may not be read", async () => {
      const path = join(project.folder, "locked.db");
      writeFileSync(path, "");
      chmodSync(path, 0);
      await expectOneFault(["upgrade", "--url", "sqlite:locked.db"], 1, { cwd: project.folder });
      chmodSync(path, 0o600);
    });

    return;
  }

  const at = (change: (url: URL) => void): string => {
    const url = new URL(project.engine.url);
    change(url);
    return url.href;
  };

  test("a way to encrypt that there is none", () =>
    refusesEach(
      at((url) => (url.search = "?sslmode=hunter2")),
      3,
      /tls-mode.*sslmode.*Use one of disable/s,
    ));

  test("nothing listens there", async () => {
    const port = await freePort();
    await refusesEach(
      at((url) => (url.port = String(port))),
      1,
      new RegExp(`127\\.0\\.0\\.1:${port}`),
    );
  });

  test("the host has no address", () => refusesEach("postgresql://u:hunter2@no-such-host.invalid/db", 1, /no-such-host\.invalid/));

  test("a role that is not there", () =>
    refusesEach(
      at((url) => {
        url.username = "nobody_at_all";
        url.password = "hunter2";
      }),
      1,
      /does not let this user in/,
    ));

  test("a database that is not there", () =>
    refusesEach(
      at((url) => (url.pathname = "/no_such_database")),
      1,
      /no_such_database/,
    ));

  test("a server that speaks HTTP", async () => {
    await using server = await listen("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    await refusesEach(
      at((url) => (url.port = String(portOf(server)))),
      1,
      /PostgreSQL/,
    );
  });

  test("a server that says nothing, for as long as it may take", { timeout: 60_000 }, async () => {
    await using server = await listen(null);
    const url = at((target) => (target.port = String(portOf(server))));
    for (const verb of ["upgrade", "status"]) await expectOneFault([verb, "--url", url, "--timeout", "1s"], 7, { cwd: project.folder });
  });
});
