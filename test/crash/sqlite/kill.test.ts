import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { open } from "../../dialect/sqlite/open.ts";
import { seededShare } from "../../seeded-share.ts";
import { sqliteFile } from "../../server/sqlite.ts";

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

function run(path: string, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "child.ts"), path, ...args]);
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, output })));
}

/** What an undisturbed run leaves. */
async function expectWhole(path: string): Promise<void> {
  const look = await open(path);
  try {
    const [state] =
      await look.run(`SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) AS integrity, (SELECT count(*) FROM pragma_foreign_key_check) AS broken,
      (SELECT count(*) || ' ' || min(x) || ' ' || max(x) || ' ' || sum(x) || ' ' || min(y) FROM a) AS a, (SELECT count(*) || ' ' || count(DISTINCT a_id) FROM b) AS b,
      (SELECT seq FROM sqlite_sequence WHERE name = 'a') AS seq, (SELECT count(*) FROM keelson_inserted) AS inserted,
      (SELECT group_concat(name, ' ' ORDER BY name) FROM sqlite_schema WHERE name NOT LIKE 'keelson%' AND name NOT LIKE 'sqlite%') AS names`);
    expect(state).toEqual({
      integrity: "ok",
      broken: 0,
      a: "30 1000 1029 30435 y",
      b: "30 30",
      seq: 30,
      inserted: 30,
      names: "a a_x_idx b",
    });
  } finally {
    await look.close();
  }
}

test("killed at any statement, the next run ends as an undisturbed one", { timeout: 600_000 }, async () => {
  using whole = sqliteFile();
  const undisturbed = await run(whole.path);
  expect(undisturbed).toMatchObject({ code: 0 });
  await expectWhole(whole.path);
  const points = Array.from({ length: Number(undisturbed.output) }, (_, index) => index + 1);
  for (const point of seededShare(points, 8)) {
    using file = sqliteFile();
    const killed = await run(file.path, String(point), point % 2 === 0 ? "before" : "during");
    expect(killed.signal, `statement ${point}: ${killed.output}`).toBe("SIGKILL");
    const next = await run(file.path);
    expect(next, `after statement ${point}`).toMatchObject({ code: 0 });
    await expectWhole(file.path);
  }
});

test("four runners at once on a file that does not exist yet: the effect of one, all succeed", { timeout: 120_000 }, async () => {
  using file = sqliteFile();
  const ended = await Promise.all([1, 2, 3, 4].map(() => run(file.path)));
  expect(ended.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual([0, 0, 0, 0]);
  await expectWhole(file.path);
});
