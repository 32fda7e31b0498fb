import { expect, test } from "vitest";
import type { Rule } from "../../src/index.ts";
import { codesOf, lintShop, revision } from "../lint/shop.ts";

/** What somebody's company does not want in its databases. */
const noBlobs: Rule = {
  code: "acme.dev/no-blobs",
  severity: "warning",
  dialects: "all",
  happens: "Rows of megabytes.",
  versions: "All.",
  matters: "The backup does not end.",
  instead: "Put files where files are",
  judges: { defineColumn: ({ column }) => (/^(bytea|blob)$/.test(column.type) ? `column ${column.name} holds files` : null) },
  examples: { bad: { kind: "sql", text: "" }, good: { kind: "sql", text: "" } },
};
const step = "- addColumn: { table: notes, column: { name: file, type: bytea } }";
const files = (text: string) => ({ "db/revisions/next1.yaml": revision(text) });

test.each(["postgresql", "sqlite"] as const)(
  "a rule from outside finds, is set and is ignored as those of keelson are, on %s",
  async (dialect) => {
    const outside = { dialect, outside: [noBlobs] };
    const severe = { "keelson.config.yaml": "rules: { acme.dev/no-blobs: error }\n" };
    expect((await lintShop({ ...files(step), ...severe }, outside)).findings).toMatchObject([
      { code: "acme.dev/no-blobs", severity: "error", message: "column file holds files", remedy: "Put files where files are" },
    ]);
    expect(codesOf(await lintShop(files(`${step} # keelson-lint-ignore: acme.dev/no-blobs`), outside))).toEqual([]);
  },
);

test("a comment that names a rule that nobody brought is a finding", async () => {
  expect(codesOf(await lintShop(files(`${step} # keelson-lint-ignore: acme.dev/no-blobs`), { dialect: "postgresql" }))).toEqual([
    "unknown-rule",
  ]);
});

test("a code without a domain, or given twice, is refused", async () => {
  const outside = (...rules: readonly Rule[]) => lintShop({}, { dialect: "postgresql", outside: rules });
  await expect(outside({ ...noBlobs, code: "no-blobs" })).rejects.toMatchObject({ code: "rule-code" });
  await expect(outside(noBlobs, noBlobs)).rejects.toMatchObject({ code: "rule-taken" });
});
