import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { silentLogger } from "../../../src/core/logger.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { Session } from "../../../src/port/session.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { open } from "./open.ts";
import { connect } from "./workbench.ts";

const request = { project: "p", ttlMs: 60_000, info: "test" };
const tables = async (session: Session) =>
  [...(await session.inspect({ schemas: ["main"], ignore: [] })).model.objects()].flatMap(({ kind, ref }) =>
    kind === "table" ? [ref.name] : [],
  );

test("what only looks at a file that is not there finds it empty, and makes none", async () => {
  using file = sqliteFile();
  const session = await connect(file.url);
  expect(await session.observe("p", ["main"])).toMatchObject({ journal: "absent", heads: [] });
  expect(await tables(session)).toEqual([]);
  expect(await session.journal.read("p")).toBeNull();
  expect(await session.journal.history("p")).toEqual([]);
  await session.journal.forget("p");
  expect(await session.lease.holder()).toBeNull();
  expect(await session.lease.revoke()).toBeNull();
  await sqlite.administration.clean({ url: file.url }, ["main"], {
    connectTimeout: 2000,
    signal: new AbortController().signal,
    logger: silentLogger,
  });
  await session.close();
  expect(existsSync(file.path)).toBe(false);
});

test("the first write makes it, and all connections of the session go over to it", async () => {
  using file = sqliteFile();
  const session = await connect(file.url);
  expect(await session.lease.holder()).toBeNull();
  const { epoch } = session.server;
  await session.journal.ensure();
  expect(session.server.epoch).not.toBe(epoch);
  expect(await session.lease.tryAcquire({ ...request, holder: "00000000-0000-4000-8000-000000000001" })).toHaveProperty("grant");
  expect(await session.journal.read("p")).not.toBeNull();
  await session.close();
});

test("a file that another program makes meanwhile is what is read", async () => {
  using file = sqliteFile();
  const session = await connect(file.url);
  expect(await tables(session)).toEqual([]);
  const other = await open(file.path);
  await other.run("CREATE TABLE a (x)");
  await other.close();
  expect(await tables(session)).toEqual(["a"]);
  await session.close();
});

test("of several that start at once on no file one gets the lease, and the others see who", async () => {
  using file = sqliteFile();
  const sessions = await Promise.all(Array.from({ length: 6 }, () => connect(file.url)));
  await Promise.all(sessions.map((session) => session.journal.ensure()));
  const taken = await Promise.all(
    sessions.map((session, at) => session.lease.tryAcquire({ ...request, holder: `00000000-0000-4000-8000-00000000000${at}` })),
  );
  expect(taken.filter((answer) => "grant" in answer)).toHaveLength(1);
  expect(taken.filter((answer) => "heldBy" in answer)).toHaveLength(5);
  await Promise.all(sessions.map((session) => session.close()));
});
