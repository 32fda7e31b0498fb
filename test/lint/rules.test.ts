import { describe, expect, test } from "vitest";
import { ruleCodes } from "../../build/rule-registry.ts";
import { rules } from "../../src/lint/rules.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { root } from "../architecture/source-files.ts";
import { codesOf, filesOf, lintShop } from "./shop.ts";

const dialectsOf = ({ dialects }: Rule): readonly ("postgresql" | "sqlite")[] =>
  (["postgresql", "sqlite"] as const).filter((dialect) => dialects === "all" || dialects.includes(dialect));

/** As a project has it that wants the rule. */
const switchedOn = ({ code }: Rule) => ({ "keelson.config.yaml": `rules: { ${code}: warning }\n` });

/** Versions for which a rule about versions has something to say. */
const versions = { postgresql: "14", sqlite: "3.20" } as const;

/** Rules for what only one of the engines can be asked for. */
const onlyThere: Readonly<Record<string, "postgresql" | "sqlite">> = {
  "splits-transaction": "postgresql",
  "table-rewritten": "postgresql",
  "enum-value-dropped": "postgresql",
  "exclusion-added": "postgresql",
  "server-too-old": "postgresql",
};

const cases = rules.flatMap((rule) =>
  dialectsOf(rule)
    .filter((dialect) => (onlyThere[rule.code] ?? dialect) === dialect)
    .map((dialect) => ({ code: rule.code, dialect, rule })),
);

describe.each(cases)("$code on $dialect", ({ rule, dialect, code }) => {
  const options = { dialect, ...(code === "server-too-old" ? { serverVersion: versions[dialect] } : {}) };

  test("finds the bad example, which is valid but for that", async () => {
    const found = await lintShop({ ...filesOf(rule.examples.bad), ...switchedOn(rule) }, options);
    expect(codesOf(found)).toContain(code);
    expect(
      found.findings
        .filter(({ severity, code: other }) => severity === "error" && rules.every((each) => each.code !== other))
        .map(({ message }) => message),
    ).toEqual([]);
  });

  test("leaves the good one alone", async () => {
    const found = await lintShop({ ...filesOf(rule.examples.good), ...switchedOn(rule) }, options);
    expect(codesOf(found)).not.toContain(code);
    expect(
      found.findings
        .filter(({ severity, code: other }) => severity === "error" && rules.every((each) => each.code !== other))
        .map(({ message }) => message),
    ).toEqual([]);
  });
});

test("a rule is called as its file", () => expect(rules.map(({ code }) => code)).toEqual(ruleCodes(root)));

test("a rule says all that its page needs, without a full stop where a remedy stands", () => {
  for (const { happens, versions: where, matters, instead, judges } of rules) {
    expect([happens, where, matters].map((text) => text.at(-1))).toEqual([".", ".", "."]);
    expect(instead).toMatch(/[^.]$/);
    expect(Object.keys(judges)).not.toEqual([]);
  }
});
