import { expect, test } from "vitest";
import { nightly } from "../../seeded-share.ts";
import { writeHistory } from "../faults/history.ts";
import { FaultProject, told } from "../faults/project.ts";
import { traceOf } from "../faults/trace.ts";
import { nobodyLeft } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

describeHouse("four runners at once on an empty database", (house) => {
  test("the effect of one, all exit 0", { timeout: 600_000 }, async () => {
    for (let round = 0; round < (nightly ? 50 : 2); round++) {
      const url = await house.database();
      using project = new FaultProject({ url });
      writeHistory(project);
      const runners = await Promise.all([1, 2, 3, 4].map(() => project.start(["upgrade"]).finished));
      for (const runner of runners) expect(runner.code, told(runner)).toBe(0);
      expect(await traceOf(url)).toEqual(await house.undisturbed());
      await nobodyLeft(url);
    }
  });
});
