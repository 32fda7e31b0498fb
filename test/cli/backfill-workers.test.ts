import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { until } from "../crash/faults/watch.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

interface Listed {
  readonly id: string;
  readonly rows: number;
  readonly state: string;
}

const fill = (pause: string): string =>
  `upgrade:\n  - backfill: { table: hit, set: { seen: seen + 1 }, batch: { rows: 1, target: 1ms, workers: 4 }, throttle: { pause: ${pause} } }\n    id: fill\n    downgrade: []`;
const isBeyond = (rows: number): string => `SELECT sum(rows) > ${rows} FROM keelson.backfill`;

describePostgres("a backfill by several workers", (server) => {
  test("is one to whoever looks: it waits, goes on and ends as one", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    await ask(
      database.url,
      "CREATE TABLE hit (id integer PRIMARY KEY, seen integer NOT NULL DEFAULT 0); INSERT INTO hit SELECT generate_series(1, 600)",
    );
    project.revision("r1", [], fill("100ms"));
    const steer = async (...words: readonly string[]): Promise<readonly Listed[]> =>
      (await project.exits(0, ["backfill", ...words, "-o", "json"])).json().backfills;
    const running = project.start(["upgrade", "--log-format", "json"]);
    await until(database.url, isBeyond(0));
    expect(await steer("list")).toMatchObject([{ id: "fill", state: "running" }]);
    expect(await steer("pause", "fill")).toMatchObject([{ id: "fill", state: "paused" }]);
    // What was under way when they were told has ended when it is asked again.
    const resting = await steer("list");
    expect(await steer("list")).toEqual(resting);
    const done = resting[0]?.rows ?? 600;
    expect(done).toBeLessThan(600);
    expect(await steer("resume", "fill")).toMatchObject([{ id: "fill", state: "running" }]);
    await until(database.url, isBeyond(done));
    expect(await steer("cancel", "fill")).toMatchObject([{ id: "fill", state: "cancelled" }]);
    const ended = await running.finished;
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("backfill-cancelled") });
    expect(ended.stderr).toMatch(/"heldBack".*"by":"pause"/);
    await steer("resume", "fill");
    await project.upgrade();
    expect(await steer("list")).toEqual([]);
    expect(await ask(database.url, "SELECT count(*) || ' ' || min(seen) || ' ' || max(seen) FROM hit")).toBe("600 1 1");
  });
});
