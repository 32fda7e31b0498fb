import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKeelson, type Keelson, type Model, type ObjectChange, type OutsideOperation } from "../../src/index.ts";
import { type Engine, engineNames, openEngine } from "../seeds/engine.ts";

interface Audited {
  readonly table: string;
}

/** Adds the two columns that somebody's company wants in every table. */
const audited: OutsideOperation<Audited> = {
  name: "acme.dev/audited",
  validate: (value) => typeof value === "object" && value !== null && Object.keys(value).join() === "table",
  resolve: ({ table }, model: Model, { defaultSchema, grammar }) => {
    const parent = { kind: "table", schema: defaultSchema, name: table } as const;
    return [
      ["changed_by", "text"],
      ["changed_at", "timestamp"],
    ].flatMap(([name = "", type = ""]): ObjectChange[] => {
      const ref = { kind: "column", parent, name } as const;
      if (model.get(ref) !== "absent") return [];
      const body = {
        type: grammar.canonicalType(type, () => undefined),
        nullable: true,
        default: null,
        identity: null,
        generated: null,
        collation: null,
      };
      return [{ kind: "object", before: null, after: { kind: "column", ref, origin: { kind: "declared" }, comment: null, body } }];
    });
  },
};

const revision = (id: string, step: string) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  id: ${id}\n  revises: ${id === "base1" ? "[]" : "[ base1 ]"}\n  message: ${id}\n  upgrade:\n    - ${step}\n`;

describe.each(engineNames)("an operation from outside on %s", (name) => {
  let engine: Engine;
  let keelson: Keelson;
  let cwd: string;
  const write = (id: string, step: string) => writeFileSync(join(cwd, `db/revisions/${id}.yaml`), revision(id, step));

  beforeAll(async () => {
    engine = await openEngine(name);
    cwd = mkdtempSync(join(tmpdir(), "keelson-outside-"));
    const host = { cwd, env: {}, user: "ada", hostname: "here", pid: process.pid, readStandardInput: () => process.stdin };
    keelson = createKeelson({ operations: [audited], host });
    mkdirSync(join(cwd, "db"));
    await keelson.init({ directory: ".", url: engine.url });
    rmSync(join(cwd, "db/schema.yaml"));
    write("base1", "createTable: { name: orders, columns: [ { name: id, type: integer }, { name: changed_by, type: text } ] }");
  });
  afterAll(async () => {
    await engine.close();
    rmSync(cwd, { recursive: true });
  });

  test("is applied, undone by what it derived, and printed without a database", async () => {
    write("audit1", "acme.dev/audited: { table: orders }");
    await keelson.upgrade({ target: "head" });
    expect(await engine.columns("orders")).toEqual(["id", "changed_by", "changed_at"]);
    await keelson.downgrade({ target: "-1" });
    expect(await engine.columns("orders")).toEqual(["id", "changed_by"]);
    expect(await keelson.upgrade({ target: "base1:audit1", run: "sql" })).toMatchObject({ text: expect.stringContaining("changed_at") });
  });

  test("has its arguments checked by its own validator, at their place", async () => {
    write("audit1", "acme.dev/audited: { tabel: orders }");
    const diagnostics = [
      expect.objectContaining({ code: "wrong-arguments", position: { file: "db/revisions/audit1.yaml", line: 9, column: 25 } }),
    ];
    await expect(keelson.upgrade({ target: "head" })).rejects.toMatchObject({ exitCode: 3, diagnostics });
  });

  test("is unknown where nobody registered it", async () => {
    write("audit1", "acme.dev/audited: { table: orders }");
    const plain = createKeelson({ host: { cwd, env: {}, user: "ada", hostname: "here", pid: 1, readStandardInput: () => process.stdin } });
    await expect(plain.validate({})).rejects.toMatchObject({ diagnostics: [expect.objectContaining({ code: "unknown-operation" })] });
  });
});

test("a name without a domain, or given twice, is refused", () => {
  expect(() => createKeelson({ operations: [{ ...audited, name: "audited" }] })).toThrow(
    expect.objectContaining({ code: "operation-name" }),
  );
  expect(() => createKeelson({ operations: [audited, audited] })).toThrow(expect.objectContaining({ code: "operation-taken" }));
});
