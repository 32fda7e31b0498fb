import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Command, Flag } from "../../cmd/keelson/command.ts";
import { commands } from "../../cmd/keelson/commands.ts";
import { commonFlags } from "../../cmd/keelson/common-flags.ts";
import { parse } from "../../cmd/keelson/parse.ts";
import { InputError } from "../../src/core/error.ts";
import { seededShare } from "../seeded-share.ts";
import { runKeelson } from "./keelson.ts";
import { expectOneFault, filesBelow } from "./one-fault.ts";

const all: readonly Command[] = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));

interface Wrong {
  readonly words: readonly string[];
  /** What the fault must name. */
  readonly names: string;
}

const longOf = ({ flags }: Flag): string => flags.match(/--[a-z-]+/)?.[0] ?? flags;
const takesValue = ({ flags }: Flag): boolean => flags.includes("<");
const needed = ({ arguments: list }: Command): readonly string[] => list.filter(({ name }) => name.startsWith("<")).map(() => "x");

/** Each flag wrong once: without its value, with one that it does not know, with one where it takes none. */
function wrongFlag(command: Command, flag: Flag): Wrong {
  const long = longOf(flag);
  const name = long.replace(/^--no-/, "--");
  if (!takesValue(flag)) return { words: [command.name, ...needed(command), `${long}s-not`], names: `${long}s-not` };
  if (flag.choices !== undefined && flag.repeatable !== true)
    return { words: [command.name, ...needed(command), long, "nonsense"], names: "nonsense" };
  return { words: [command.name, ...needed(command), long], names: name };
}

const wrongs: readonly Wrong[] = all.flatMap((command) => [
  ...[...command.flags, ...commonFlags].map((flag) => wrongFlag(command, flag)),
  ...(command.arguments.some(({ name }) => name.includes("..."))
    ? []
    : [{ words: [command.name, ...command.arguments.map(() => "x"), "one-too-many"], names: "argument" }]),
  ...(needed(command).length === 0 ? [] : [{ words: [command.name], names: "missing required argument" }]),
]);

test.for(all)("each flag and argument of $name, wrong once, is one fault that names it", (command) => {
  for (const { words, names } of wrongs.filter(({ words: [verb] }) => verb === command.name)) {
    let fault: unknown;
    try {
      parse(command, words.slice(1));
    } catch (error) {
      fault = error;
    }
    expect(fault, words.join(" ")).toBeInstanceOf(InputError);
    const { diagnostics, exitCode } = fault as InputError;
    expect([exitCode, diagnostics.length], words.join(" ")).toEqual([3, 1]);
    expect(diagnostics[0]?.message).toContain(names);
    expect(diagnostics[0]?.remedy).toContain(command.name);
  }
});

describe("as a process", () => {
  let folder: string;
  /** The database is there: looking for a revision in it is not what makes it. */
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "keelson-flags-"));
    mkdirSync(join(folder, "db"));
    writeFileSync(
      join(folder, "keelson.yaml"),
      `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: sqlite, connection: { url: { value: "sqlite:./shop.db" } }, source: { directory: ./db }, variables: { region: us } }\n`,
    );
    writeFileSync(
      join(folder, "db/first.yaml"),
      `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: shop-first }\nspec: { id: first, revises: [], upgrade: [] }\n`,
    );
    expect((await runKeelson(["upgrade"], { cwd: folder })).code).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const refused = async (words: readonly string[]) => {
    const before = filesBelow(folder);
    const { stderr } = await expectOneFault(words, 3, { cwd: folder });
    expect(filesBelow(folder)).toEqual(before);
    return stderr;
  };

  test("an approval of a plan without anything in it", async () => {
    expect((await runKeelson(["plan", "--out", "empty.json"], { cwd: folder })).code).toBe(0);
    expect(await refused(["approve", "empty.json"])).toMatch(/nothing to do/);
  });

  test("an approval goes into a policy that is an alias", async () => {
    const path = join(folder, "keelson.yaml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("variables: { region: us }", "variables: &same { drift: report }, policy: *same"));
    expect((await runKeelson(["approve", `sha256:${"0".repeat(64)}`], { cwd: folder })).stderr).toBe("");
    expect(readFileSync(path, "utf8")).toContain("approvedPlans");
    writeFileSync(path, text);
  });

  test("a share of them", { timeout: 600_000 }, async () => {
    for (const { words } of seededShare(wrongs, 8)) await refused(words);
  });

  test.for([
    ["upgrade --lock-wait soon", /duration/],
    ["upgrade --timeout -1", /timeout|duration/],
    ["upgrade --var region", /VALUE|value/],
    ["upgrade --var regon=eu", /no variable regon[\s\S]*region/],
    ["upgrade --allow everything", /dataLoss|dataloss/i],
    ["upgrade --database nosuch", /nosuch/],
    ["upgrade --file nosuch.yaml", /nosuch\.yaml/],
    ["upgrade --all --url sqlite:x.db", /--url/],
    ["apply --plan nosuch.json", /nosuch\.json/],
    ["apply head --plan x.json", /target/],
    ["init . --dialect oracle", /oracle/],
    ["revision", /-m|message/i],
    ["revision --message=", /message/],
    ["revision -m x --from live", /--autogenerate/],
    ["revision -m x --autogenerate --sql x.sql", /--sql/],
    ["version --bogus", /--bogus/],
    ["graph --format png", /png/],
    ["completion tcsh", /tcsh/],
    ["backfill juggle", /juggle/],
    ["history -r nonsense:nonsense", /nonsense/],
    ["test --url sqlite:x.db", /--url|dev-url/],
    ["upgrad", /upgrade/],
    ["upgrade --dry-runn", /--dry-run/],
  ] as const)("keelson %s", async ([line, text]) => {
    expect(await refused(line.split(" "))).toMatch(text);
  });
});
