import { expect, it } from "vitest";
import { defaultProjectConfig, parseProjectConfig } from "../../src/author/project-config.ts";
import { formatDiagnostic } from "../../src/core/diagnostic.ts";

const read = (text: string) => parseProjectConfig({ path: "keelson.config.yaml", text });

it("settings say how files are written", () => {
  const text = 'fileName: "{date}_{id}"\nids: sequence\npostWrite: [ [ npx, prettier, --write ] ]\nplugins: [ ./mine.js ]\n';
  expect(read(text)).toEqual({
    config: { fileName: "{date}_{id}", ids: "sequence", postWrite: [["npx", "prettier", "--write"]], plugins: ["./mine.js"], rules: {} },
    diagnostics: [],
  });
});
it("settings that are not there are the default", () => {
  expect(read("# nothing\n")).toEqual({ config: defaultProjectConfig, diagnostics: [] });
  expect(read("ids: timestamp\n").config).toEqual({ ...defaultProjectConfig, ids: "timestamp" });
});
it.each([
  ["id: random\n", "keelson.config.yaml:1:1: error[unknown-setting]: there is no setting id\n  Did you mean ids?"],
  ["\nids: uuid\n", "keelson.config.yaml:2:1: error[invalid-setting]: ids cannot be uuid\n  Use one of random, timestamp, sequence"],
  ['fileName: "{x}"\n', "keelson.config.yaml:1:1: error[file-name-template]: fileName knows no {x}\n  Use {date}, {time}, {id}, {slug}"],
  [
    "postWrite: npx prettier\n",
    "keelson.config.yaml:1:1: error[invalid-setting]: postWrite is not a list of commands\n  Write each command as a list: [ npx, prettier, --write ]",
  ],
  ["- ids\n", "keelson.config.yaml:1:1: error[invalid-setting]: the settings are not a map\n  Write settings such as ids: random"],
  ["plugins: [ *a ]\n", "keelson.config.yaml:1:12: error[yaml-alias]: the alias *a has no anchor\n  Write the value out"],
  [
    "ids: !x random\n",
    "keelson.config.yaml:1:6: error[yaml-tag]: unknown tag: !x\n  Delete the tag, and quote the text where it is meant as such",
  ],
])("%j is one finding", (text, expected) => {
  expect(read(text).diagnostics.map(formatDiagnostic)).toEqual([expected]);
});
it("all findings come at once, and text that is no YAML is one", () => {
  expect(read("ids: 1\nplugins: 2\nother: 3\n").diagnostics).toHaveLength(3);
  expect(read("ids: [\n").diagnostics[0]).toMatchObject({ code: "yaml-syntax" });
});
