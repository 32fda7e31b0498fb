import { expect, test } from "vitest";
import { afterStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { writeHistory } from "../faults/history.ts";
import { FaultProject, told } from "../faults/project.ts";
import { traceOf } from "../faults/trace.ts";
import { nobodyLeft } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

const terminate =
  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson'";

describeHouse("sessions terminated by an administrator", (house) => {
  test.each([
    ["in a revision of one transaction", /CREATE TABLE/],
    ["in CREATE INDEX CONCURRENTLY", /CREATE INDEX CONCURRENTLY/],
    ["in a batch", /WITH work AS/],
    ["in VALIDATE CONSTRAINT", /VALIDATE CONSTRAINT/],
  ])("%s: the run goes on, or the rerun does", { timeout: 120_000 }, async (_, statement) => {
    const url = await house.database();
    await using proxy = await startProxy(url);
    using project = new FaultProject({ url });
    writeHistory(project);
    const terminated = proxy.at(afterStatement(statement), async () => {
      await ask(url, terminate);
      return "pass" as const;
    });
    const run = await project.start(["upgrade"], proxy.url).finished;
    await terminated;
    expect([0, 1], told(run)).toContain(run.code);
    await project.upgrade();
    expect(await traceOf(url)).toEqual(await house.undisturbed());
    await nobodyLeft(url);
  });
});
