import { describe, expect, it } from "vitest";
import { checkFileName, fileName } from "../../src/author/file-name.ts";
import { resourceName } from "../../src/author/resource-name.ts";
import { newRevisionId } from "../../src/author/revision-id.ts";
import { chance } from "./style.ts";

const named = { id: "c0ffee123456", message: "Add hero's power-level, ünique", now: chance.now };

describe("ids", () => {
  const make = (strategy: Parameters<typeof newRevisionId>[0], ...existing: string[]) =>
    newRevisionId(strategy, { ...chance, existing: new Set(existing) });
  it("random ones are twelve digits and begin with a letter", () => {
    for (let byte = 0; byte < 256; byte++) {
      const id = newRevisionId("random", { now: chance.now, random: (count) => new Uint8Array(count).fill(byte), existing: new Set() });
      expect(id).toMatch(/^[a-f][0-9a-f]{11}$/);
    }
  });
  it("random ones are drawn again where one is taken", () => {
    let draw = 0;
    const random = (count: number) => new Uint8Array(count).fill(draw++);
    const taken = newRevisionId("random", { now: chance.now, random: (count) => new Uint8Array(count), existing: new Set() });
    expect(newRevisionId("random", { now: chance.now, random, existing: new Set([taken]) })).not.toBe(taken);
  });
  it("timestamps move on where two are made in a second", () => {
    expect(make("timestamp")).toBe("20261121_080509");
    expect(make("timestamp", "20261121_080509")).toBe("20261121_080510");
  });
  it("sequences go on after the highest number", () => {
    expect(make("sequence")).toBe("0001");
    expect(make("sequence", "0009", "0002", "abc", "20231201_120000")).toBe("0010");
  });
});

describe("file names", () => {
  it.each([
    ["{date}_{time}_{id}_{slug}", "20261121_080509_c0ffee123456_add_heros_power_level_unique.yaml"],
    ["{date}/{id}", "20261121/c0ffee123456.yaml"],
    ["{id}.yaml", "c0ffee123456.yaml"],
  ])("%s gives %s", (template, name) => {
    expect(fileName(template, named)).toBe(name);
  });
  it("have no loose end where the message has no words, and no sign that folders are made of", () => {
    expect(fileName("{id}_{slug}", { ...named, id: "a:b/c", message: "…" })).toBe("a_b_c.yaml");
  });
  it("cut long messages between words", () => {
    expect(fileName("{slug}", { ...named, message: "one two three four five six seven eight nine ten" })).toBe(
      "one_two_three_four_five_six_seven_eight.yaml",
    );
  });
  it.each([
    ["{dat}_{id}", "fileName knows no {dat}", "Did you mean {date}?"],
    ["{slug}", "fileName gives the same name to different revisions", "Put {id} into it"],
    ["../{id}", "fileName leads out of the folder of revisions", "Use a name, or folders below it"],
    ["/{id}", "fileName leads out of the folder of revisions", "Use a name, or folders below it"],
  ])("%s is refused", (template, message, remedy) => {
    expect(checkFileName(template)).toMatchObject({ message, remedy });
  });
});

it.each([
  [["Shop", "20231201_120000"], "shop-20231201-120000"],
  [["my shop!", "a"], "my-shop-a"],
  [["..x-.y..", "v1.2"], "x-y-v1.2"],
  [["___"], "keelson"],
])("%o makes the name %s", (parts, name) => {
  expect(resourceName(...parts)).toBe(name);
  expect(name).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
});
