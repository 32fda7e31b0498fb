import { expect, test } from "vitest";
import { apiVersion } from "../../src/core/api-version.ts";
import { digestText } from "../../src/core/digest.ts";
import { planPage } from "../../src/page/plan-page.ts";
import type { StatementSpec } from "../../src/plan/plan-document.ts";

function page(...statements: readonly StatementSpec[]): string {
  const digest = digestText("plan");
  const stage = { revision: "a", direction: "up", mode: "transaction", inverse: "exact", statements } as const;
  const spec = { digest, fingerprint: digest, from: [], to: ["a"], horizon: null, stages: [stage], pendingContract: [] };
  return planPage([{ document: { apiVersion, kind: "Plan", metadata: { name: "shop" }, spec } }]).toString();
}

test("how much there is to read stands above it", () => {
  const harmless = { sql: "SELECT 1", hazards: [], lock: null };
  const harmful = { ...harmless, hazards: [{ kind: "dataLoss", message: "rows are lost" }] } as const;
  expect(page(harmful)).toContain("1 statement, 1 hazard <");
  expect(page(...Array.from({ length: 1_999 }, () => harmless), harmful)).toContain("2,000 statements, 1 hazard <");
});

test("of a statement that nobody reads to its end the page has the beginning, and says so", () => {
  const text = page({ sql: `SELECT '${"x".repeat(3_000_000)}'`, hazards: [], lock: null });
  expect(text.length).toBeLessThan(30_000);
  expect(text).toContain("3,000,009 characters: <code>keelson plan</code> prints them all");
  expect(text).not.toContain("…;");
  expect(page({ sql: "SELECT 1", hazards: [], lock: null })).not.toContain("characters");
});

test("what would hide what runs shows", () => {
  const text = page({ sql: "DROP TABLE a /*\u202e */ b", hazards: [], lock: null });
  expect(text).toContain("DROP TABLE a /*⟨U+202E⟩ */ b;");
});
