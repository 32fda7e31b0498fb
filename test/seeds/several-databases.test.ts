import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, engineNames, openEngine } from "./engine.ts";
import { SeedProject } from "./project.ts";

const database = (name: string, { name: dialect, url }: Engine) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: ${name} }\nspec:\n  dialect: ${dialect}\n  connection: { url: { value: "${url}" } }\n  source: { directory: ./${name} }\n`;
const revision = (id: string, parents: string, step: string) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  id: ${id}\n  revises: [ ${parents} ]\n  message: ${id}\n  upgrade:\n    - ${step}\n`;
const table = (name: string) => `createTable: { name: ${name}, columns: [ { name: id, type: integer } ] }`;

describe.each(engineNames)("13: several databases side by side on %s", (engine) => {
  let project: SeedProject;
  let other: Engine;
  beforeAll(async () => {
    [project, other] = await Promise.all([SeedProject.open(engine, "documents only"), openEngine(engine)]);
    project.write("keelson.yaml", `${database("shop", project.engine)}---\n${database("crm", other)}`);
    project.write("shop/a.yaml", revision("shop-1", "", table("orders")));
    project.write("crm/a.yaml", revision("crm-1", "", table("leads")));
    project.write("crm/b.yaml", revision("crm-2", "crm-1", table("calls")));
  });
  afterAll(async () => {
    await other.close();
    await project[Symbol.asyncDispose]();
  });
  const heads = async (name: string) => (await project.run("current", "--database", name, "-o", "json")).json().heads;

  it("asks which one, naming them, and touches none", async () => {
    const refused = await project.exits(3, "upgrade");
    for (const name of ["shop", "crm"]) expect(refused.stderr).toContain(name);
    await project.exits(3, "upgrade", "--database", "shpo");
    await project.exits(3, "upgrade", "--all", "--url", project.engine.url);
    expect(await project.engine.tables()).toEqual([]);
    expect(await other.tables()).toEqual([]);
  });

  it("moves one and leaves the other alone", async () => {
    await project.run("upgrade", "--database", "crm");
    expect([await project.engine.tables(), await other.tables()]).toEqual([[], ["calls", "leads"]]);
    expect([await heads("shop"), await heads("crm")]).toEqual([[], ["crm-2"]]);
    await project.run("upgrade", "--database", "shop");
    const before = await other.catalogue();
    await project.run("downgrade", "base", "--database", "shop");
    expect(await project.engine.tables()).toEqual([]);
    expect(await other.catalogue()).toEqual(before);
    expect(await heads("crm")).toEqual(["crm-2"]);
  });

  it("moves all of them", async () => {
    await project.run("downgrade", "-1", "--database", "crm");
    await project.run("upgrade", "--all");
    expect([await heads("shop"), await heads("crm")]).toEqual([["shop-1"], ["crm-2"]]);
    const { items } = (await project.run("current", "--all", "-o", "json")).json();
    expect(items).toEqual([
      expect.objectContaining({ database: "shop", heads: ["shop-1"] }),
      expect.objectContaining({ database: "crm", heads: ["crm-2"] }),
    ]);
    await project.run("check", "--all");
  });
});

describe.each(engineNames)("12: the URLs of other tools on %s", (engine) => {
  const spellings = {
    sqlite: ["sqlite+aiosqlite:///", "sqlite:", "sqlite3:", "file:"].map((scheme) => (url: string) => url.replace("sqlite:", scheme)),
    postgresql: ["postgresql+asyncpg:", "postgresql+psycopg2:", "postgres:", "jdbc:postgresql:"].map(
      (scheme) => (url: string) => url.replace("postgresql:", scheme),
    ),
  }[engine];

  it("are understood by init and by --url", async () => {
    await using project = await SeedProject.open(engine, "documents only");
    for (const [index, spell] of spellings.entries()) {
      const url = spell(project.engine.url);
      const folder = `project-${index}`;
      await project.run("init", folder, "--url", url);
      project.write(`${folder}/db/revisions/one.yaml`, revision(`one-${index}`, "", table(`one_${index}`)));
      await project.run("upgrade", "-f", `${folder}/keelson.yaml`);
      expect(await project.engine.tables()).toContain(`one_${index}`);
      expect((await project.run("current", "-f", `${folder}/keelson.yaml`, "--url", url, "-o", "json")).json().heads).toEqual([
        `one-${index}`,
      ]);
    }
  });
});
