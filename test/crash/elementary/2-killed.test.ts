import { expect, test } from "vitest";
import { afterStatement, beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { writeHistory } from "../faults/history.ts";
import { FaultProject } from "../faults/project.ts";
import { traceOf } from "../faults/trace.ts";
import { nobodyLeft } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

describeHouse("SIGKILL in mid-run", (house) => {
  test("before or inside any statement: the rerun ends as an undisturbed run", { timeout: 1_800_000 }, async () => {
    const rehearsal = await house.database();
    await using counting = await startProxy(rehearsal);
    using first = new FaultProject({ url: counting.url });
    writeHistory(first);
    await first.upgrade();
    const points = counting.statements().flatMap((_, at) => [beforeStatement(at + 1), afterStatement(at + 1)]);
    expect(points.length).toBeGreaterThan(40);
    for (const point of seededShare(points, 6)) {
      const url = await house.database();
      await using proxy = await startProxy(url);
      using project = new FaultProject({ url });
      writeHistory(project);
      const { child, finished } = project.start(["upgrade"], proxy.url);
      const killed = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      // A run may come by with fewer statements than the rehearsal needed.
      const reached = await Promise.race([killed.then(() => "killed"), finished.then(() => "ended")]);
      if (reached === "killed") expect(child.signalCode ?? (await finished).code, `${point.when} ${point.number}`).not.toBe(0);
      await project.upgrade();
      expect(await traceOf(url), `${point.when} statement ${point.number}`).toEqual(await house.undisturbed());
      await nobodyLeft(url);
    }
  });
});
