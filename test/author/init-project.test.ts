import { describe, expect, it } from "vitest";
import { initProject } from "../../src/author/init-project.ts";

const init = (asked: Partial<Parameters<typeof initProject>[0]> = {}) =>
  initProject({ folderName: "Shop 2", present: new Set(), whenPresent: "refuse", ...asked });
const keelson = (asked: Parameters<typeof init>[0]) => init(asked).files.find(({ path }) => path === "keelson.yaml")?.text;

describe("a new project", () => {
  it("is a database beside a folder of documents", () => {
    const { files, notes } = init();
    expect(files.map(({ path }) => path)).toEqual(["keelson.yaml", "db/schema.yaml", "db/revisions/.gitkeep"]);
    expect(notes).toEqual([]);
    expect(files[0]?.text).toBe(`apiVersion: keelson.dev/v1alpha1
kind: Database
metadata:
  name: shop-2
spec:
  dialect: sqlite
  connection:
    url:
      value: sqlite:./shop-2.db
  source:
    directory: ./db
`);
    expect(files[1]?.text).toContain(
      "# What should be there. While it says nothing, that is what the revisions make. For example:\n# spec:\n#   tables:\n",
    );
    expect(files[1]?.text).toMatch(/\nspec: \{\}\n$/);
  });
  it.each([
    ["postgres://app@db:5432/shop", "dialect: postgresql", "value: postgres://app@db:5432/shop"],
    ["postgresql+asyncpg://db/shop?sslmode=require", "dialect: postgresql", "value: postgresql+asyncpg://db/shop?sslmode=require"],
    ["sqlite+aiosqlite:///app.db", "dialect: sqlite", "value: sqlite+aiosqlite:///app.db"],
  ])("keeps the URL %s", (url, dialect, value) => {
    expect(keelson({ url })).toContain(`  ${dialect}\n`);
    expect(keelson({ url })).toContain(`${value}\n`);
  });
  it.each([
    "postgresql://app:s3cret@db/shop",
    "postgres://app:p%40@db",
    "postgresql://db/shop?user=app&password=s3cret",
    "postgresql://db/shop?sslpassword=s3cret",
    "postgresql://app:x@s3cret@db/shop",
  ])("writes down no password: %s", (url) => {
    const { files, notes } = init({ url });
    expect(files.map(({ text }) => text).join("")).not.toMatch(/s3cret|p%40/);
    expect(files[0]?.text).toContain("url:\n      env: KEELSON_URL\n");
    expect(notes).toEqual(["The URL holds a password and is not written down: set KEELSON_URL to it"]);
  });
  it("of a dialect that needs a server asks for the URL in the environment", () => {
    expect(init({ dialect: "postgresql" }).notes).toEqual(["Set KEELSON_URL to the URL of the database"]);
    expect(() => init({ url: "mysql://db/shop" })).toThrow(
      expect.objectContaining({ name: "InitError", code: "unknown-scheme", exitCode: 3 }),
    );
  });
  it("does not take one engine's URL for the other's", () => {
    expect(() => init({ url: "sqlite:shop.db", dialect: "postgresql" })).toThrow(
      expect.objectContaining({ code: "other-dialect", exitCode: 3 }),
    );
  });
  it("is not laid over another one", () => {
    expect(() => init({ present: new Set(["keelson.yaml", "db/revisions"]) })).toThrow(
      expect.objectContaining({
        name: "InitError",
        code: "project-exists",
        message: "there is a project already: keelson.yaml, db/revisions",
      }),
    );
  });
  it("laid over another one on purpose leaves the revisions alone", () => {
    const { files } = init({ present: new Set(["keelson.yaml", "db/revisions"]), whenPresent: "overwrite" });
    expect(files.map(({ path }) => path)).toEqual(["keelson.yaml", "db/schema.yaml"]);
  });
});
