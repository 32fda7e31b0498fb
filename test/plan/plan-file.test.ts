import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/instruction/plan.ts";
import { digestPlan } from "../../src/plan/digest.ts";
import { checkPlanHolds, PlanFileError, readPlanFile } from "../../src/plan/plan-file.ts";
import { stagesOf } from "../../src/plan/statements.ts";
import { toDocument, toStageSpec } from "../../src/plan/to-document.ts";
import { hazard, hero, plan, statement, walk } from "./literals.ts";

const digested = (parts: Partial<Plan>): Plan => {
  const bare = plan(parts);
  return { ...bare, digest: digestPlan({ ...bare, stages: [...stagesOf(bare)].map(toStageSpec) }) };
};
const one = digested({ from: ["a"], to: ["b"], walks: [walk("b", [statement("DROP TABLE hero", { hazards: [hazard("dataLoss")] })])] });

describe("the digest", () => {
  const other = (parts: Partial<Plan>) => digested({ ...one, ...parts }).digest;
  test("covers statements, hazards, from, to and fingerprint", () => {
    const changed = [
      other({ from: [] }),
      other({ to: ["c"] }),
      other({ fingerprint: "sha256:moved" }),
      other({ walks: [walk("b", [statement("DROP TABLE hero")])] }),
      other({ walks: [walk("b", [statement("DROP TABLE villain", { hazards: [hazard("dataLoss")] })])] }),
    ];
    expect(new Set([one.digest, ...changed]).size).toBe(6);
  });

  test("does not cover estimates", () => {
    const statements = [
      { sql: "DROP TABLE hero", hazards: [hazard("dataLoss")], locks: [], inverse: "exact", estimate: { rows: 9 } },
    ] as const;
    expect(other({ walks: [walk("b", [statement("", { statements })])] })).toBe(one.digest);
  });
});

describe("a plan file", () => {
  const written = readPlanFile(JSON.parse(JSON.stringify(toDocument(one, "shop"))));

  test("is read back as it was written, named after its digest, with the strongest lock", () => {
    const locks = [
      { table: hero, mode: "accessExclusive" },
      { table: hero, mode: "share" },
    ] as const;
    const locked = walk("b", [statement("", { statements: [{ sql: "x", hazards: [], locks, inverse: "exact" }] })]);
    expect(written.metadata.name).toBe(`shop-${one.digest.slice(7, 19)}`);
    expect(written).toEqual(toDocument(one, "shop"));
    expect(toDocument(plan({ walks: [locked] }), "shop").spec.stages[0]?.statements[0]?.lock).toBe("accessExclusive");
  });

  test("that was edited is refused", () => {
    const text = JSON.stringify(toDocument(one, "shop")).replace("DROP TABLE hero", "DROP TABLE users");
    expect(() => readPlanFile(JSON.parse(text))).toThrow(expect.objectContaining({ code: "plan-altered", exitCode: 3 }));
  });

  test("that hides a stage within a word of another is refused", () => {
    const two = digested({ ...one, walks: [...one.walks, walk("c", [statement("CREATE TABLE villain ()")])] });
    const { spec, ...rest } = toDocument(two, "shop");
    const [drop, create] = spec.stages;
    const statements = drop?.statements.map(({ sql, hazards }) => ({ hazards, sql }));
    const hidden = `${drop?.mode}","revision":"b","statements":${JSON.stringify(statements)}}\n{"direction":"up","mode":"${create?.mode}`;
    expect(readPlanFile({ ...rest, spec })).toEqual({ ...rest, spec });
    expect(() => readPlanFile({ ...rest, spec: { ...spec, stages: [{ ...create, mode: hidden }] } })).toThrow(
      expect.objectContaining({ code: "plan-altered" }),
    );
  });

  test.each([null, "text", {}, { kind: "Plan" }, { kind: "Plan", spec: { digest: "x" } }])("is not %j", (value) => {
    expect(() => readPlanFile(value)).toThrow(PlanFileError);
  });

  test("holds for the same plan only, and says what moved", () => {
    expect(() => checkPlanHolds(written.spec, one)).not.toThrow();
    expect(() => checkPlanHolds(written.spec, digested({ ...one, from: ["z"] }))).toThrow("starts at a, the database is at z");
    expect(() => checkPlanHolds(written.spec, digested({ ...one, fingerprint: "sha256:moved" }))).toThrow("no longer as they were");
    expect(() => checkPlanHolds(written.spec, digested({ ...one, walks: [] }))).toThrow("source");
  });
});
