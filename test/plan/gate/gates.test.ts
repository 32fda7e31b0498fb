import { describe, expect, test } from "vitest";
import type { GateInput } from "../../../src/plan/gate/gate.ts";
import { gatePlan } from "../../../src/plan/gate/gates.ts";
import type { Policy } from "../../../src/plan/gate/policy.ts";
import { columnRef, createOf, difference, dropOf, hazard, hero, plan, statement, walk } from "../literals.ts";

const policy: Policy = {
  destructive: "approve",
  downgrade: "refuse",
  drift: "report",
  maxDrops: 5,
  approval: { hazards: [] },
  approvedPlans: [],
};
const lossy = statement("DROP TABLE hero", { hazards: [hazard("dataLoss", "rows of hero")] });
const up = plan({ walks: [walk("a", [statement("CREATE TABLE hero")])] });
const loss = plan({ walks: [walk("a", [lossy])] });
const down = plan({ walks: [walk("a", [lossy], "down")] });
const computed = plan({ difference: difference([lossy]) });

const input = (more: Omit<Partial<GateInput>, "policy"> & { readonly policy?: Partial<Policy> }): GateInput => ({
  plan: up,
  authority: "policy",
  allowed: new Set(),
  approved: new Set(),
  suspended: "no",
  schedule: { resync: 60_000, timeZone: "UTC", windows: [] },
  now: new Date("2026-03-02T12:00:00Z"),
  driftedObjects: 0,
  ...more,
  policy: { ...policy, ...more.policy },
});
const held = (more: Parameters<typeof input>[0]) => gatePlan(input(more)).map(({ code }) => code);
const night = { resync: 60_000, timeZone: "UTC", windows: [{ cron: "0 2 * * *", duration: 3_600_000 }] };

describe("a run that nobody watches", () => {
  test.each<[string, Parameters<typeof input>[0], string[]]>([
    ["passes where nothing is wrong", {}, []],
    ["is held while suspended", { suspended: "yes" }, ["suspended"]],
    ["is held outside its windows", { schedule: night }, ["outside-window"]],
    ["passes inside its windows", { schedule: night, now: new Date("2026-03-02T02:30:00Z") }, []],
    ["is held by drift under block", { policy: { drift: "block" }, driftedObjects: 1 }, ["drift-blocked"]],
    ["walks on over drift under report", { driftedObjects: 1 }, []],
    ["loses no data unapproved", { plan: loss }, ["data-loss-needs-approval"]],
    ["loses no data where refused", { plan: loss, policy: { destructive: "refuse" } }, ["data-loss-refused"]],
    ["loses data where allowed", { plan: loss, policy: { destructive: "allow" } }, []],
    ["loses data with --allow", { plan: loss, allowed: new Set(["dataLoss"] as const) }, []],
    ["loses data with the digest in the document", { plan: loss, policy: { approvedPlans: ["sha256:plan"] } }, []],
    ["loses no data with another plan's digest", { plan: loss, policy: { approvedPlans: ["sha256:other"] } }, ["data-loss-needs-approval"]],
    ["loses data with an approval of this plan", { plan: loss, approved: new Set(["sha256:plan"]) }, []],
    ["does not walk down", { plan: plan({ walks: [walk("a", [statement("x")], "down")] }) }, ["downgrade-refused"]],
    [
      "walks down with an approval where policy wants one",
      { plan: down, policy: { downgrade: "approve" }, approved: new Set(["sha256:plan"]) },
      [],
    ],
    [
      "walks down where allowed, and still loses no data unasked",
      { plan: down, policy: { downgrade: "allow" } },
      ["data-loss-needs-approval"],
    ],
    [
      "waits for the hazards that the document names",
      {
        plan: plan({ walks: [walk("a", [statement("x", { hazards: [hazard("longLock")] })])] }),
        policy: { approval: { hazards: ["longLock"] } },
      },
      ["hazard-needs-approval"],
    ],
    [
      "does not wait for other hazards",
      {
        plan: plan({ walks: [walk("a", [statement("x", { hazards: [hazard("indexBuild")] })])] }),
        policy: { approval: { hazards: ["longLock"] } },
      },
      [],
    ],
    ["with nothing to do is in no need of a window", { plan: plan(), schedule: night }, []],
    ["with nothing to do still tells of blocked drift", { plan: plan(), policy: { drift: "block" }, driftedObjects: 2 }, ["drift-blocked"]],
  ])("%s", (_name, given, codes) => expect(held(given)).toEqual(codes));
});

describe("a command of a person", () => {
  const person = { authority: "person" } as const;
  test.each<[string, Parameters<typeof input>[0], string[]]>([
    ["runs what revisions say, without a question", { ...person, plan: loss }, []],
    [
      "is not bound by windows, suspension or drift",
      { ...person, schedule: night, suspended: "yes", driftedObjects: 3, policy: { drift: "block" } },
      [],
    ],
    ["walks down where nothing is lost", { ...person, plan: plan({ walks: [walk("a", [statement("x")], "down")] }) }, []],
    ["asks before a way down loses data", { ...person, plan: down }, ["consent-missing"]],
    ["asks before a computed difference loses data", { ...person, plan: computed }, ["consent-missing"]],
    ["goes on with --allow dataLoss", { ...person, plan: computed, allowed: new Set(["dataLoss"] as const) }, []],
  ])("%s", (_name, given, codes) => expect(held(given)).toEqual(codes));
});

describe("the limit of drops", () => {
  const drop = (count: number) => Array.from({ length: count }, (_, index) => dropOf({ ...hero, name: `t${index}` }));
  const dropping = (count: number) => plan({ difference: difference([statement("DROP", { effects: drop(count) })]) });

  test("holds more than it says, whatever is allowed", () => {
    expect(held({ plan: dropping(5) })).toEqual([]);
    expect(held({ plan: dropping(6), allowed: new Set(["dataLoss"] as const) })).toEqual(["too-many-drops"]);
    expect(held({ plan: dropping(6), authority: "person", allowed: new Set(["dataLoss"] as const) })).toEqual(["too-many-drops"]);
  });

  test("counts a table and its columns once, and not what is made again", () => {
    const effects = [
      dropOf(columnRef("a")),
      dropOf(columnRef("b")),
      dropOf(hero),
      dropOf({ ...hero, name: "x" }),
      createOf({ ...hero, name: "x" }),
    ];
    const given = plan({ difference: difference([statement("DROP", { effects })]) });
    expect(held({ plan: given, policy: { maxDrops: 1 } })).toEqual([]);
    expect(held({ plan: given, policy: { maxDrops: 0 } })).toEqual(["too-many-drops"]);
  });
});
