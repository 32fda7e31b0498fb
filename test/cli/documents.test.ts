import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { engineNames } from "../seeds/engine.ts";
import { SeedProject } from "../seeds/project.ts";

const ajv = new Ajv({ strict: false, allErrors: true });

/** What is wrong with a document by the schema published for its kind. */
function faults(document: { readonly kind: string }): readonly string[] {
  const { kind } = document;
  const folder = kind === "Plan" ? "" : "output/";
  const schema = JSON.parse(readFileSync(new URL(`../../schemas/${folder}${kind}.json`, import.meta.url), "utf8")) as object;
  const isValid = ajv.compile(schema);
  return isValid(document)
    ? []
    : (isValid.errors ?? []).map(({ instancePath, message, params }) => `${kind}${instancePath} ${message} ${JSON.stringify(params)}`);
}

const schema = (columns: readonly string[]) => `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: shop }
spec:
  tables:
    - name: users
      columns:
        - { name: id, type: integer, nullable: false }
${columns.map((name) => `        - { name: ${name}, type: text }\n`).join("")}      primaryKey: { columns: [id] }
`;

/** Each in its turn; exit codes are those of the verbs, the documents those of `schemas/output/`. */
const story: readonly { readonly words: readonly string[]; readonly code: number; readonly kind: string }[] = [
  { words: ["validate"], code: 0, kind: "Validation" },
  { words: ["check"], code: 2, kind: "Check" },
  { words: ["diff"], code: 0, kind: "Diff" },
  { words: ["revision", "--autogenerate", "-m", "First", "--rev-id", "first"], code: 0, kind: "RevisionFile" },
  { words: ["pending"], code: 0, kind: "Pending" },
  { words: ["plan"], code: 0, kind: "Plan" },
  { words: ["upgrade"], code: 0, kind: "Status" },
  { words: ["upgrade", "nosuch"], code: 3, kind: "Error" },
  { words: ["revision", "--autogenerate", "-m", "Again"], code: 0, kind: "RevisionFile" },
  { words: ["current"], code: 0, kind: "Current" },
  { words: ["heads"], code: 0, kind: "Heads" },
  { words: ["branches"], code: 0, kind: "Branches" },
  { words: ["history"], code: 0, kind: "History" },
  { words: ["version"], code: 0, kind: "Version" },
  { words: ["graph", "--indicate-current"], code: 0, kind: "Graph" },
  { words: ["show", "first"], code: 0, kind: "RevisionDetails" },
  { words: ["edit", "first"], code: 0, kind: "RevisionFile" },
  { words: ["status"], code: 0, kind: "Status" },
  { words: ["status", "--all"], code: 0, kind: "List" },
  { words: ["reconcile"], code: 0, kind: "Status" },
  { words: ["inspect"], code: 0, kind: "Inspection" },
  { words: ["wait", "--revision", "first"], code: 0, kind: "Wait" },
  { words: ["backfill", "list"], code: 0, kind: "Backfills" },
  { words: ["doctor"], code: 0, kind: "Doctor" },
  { words: ["lint"], code: 0, kind: "Lint" },
  { words: ["fmt", "--check"], code: 0, kind: "Format" },
  { words: ["create"], code: 0, kind: "Create" },
  { words: ["repair"], code: 0, kind: "Repair" },
  { words: ["unlock"], code: 0, kind: "Unlock" },
  { words: ["stamp", "base"], code: 0, kind: "Current" },
  { words: ["clean"], code: 5, kind: "Error" },
  { words: ["clean", "--yes"], code: 0, kind: "Clean" },
];

describe.each(engineNames)("what verbs print with -o json, on %s, is what its schema says", (name) => {
  let project: SeedProject;
  beforeAll(async () => {
    project = await SeedProject.open(name);
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test("from init on", async () => {
    const init = await project.exits(0, "init", "--url", project.engine.url, "-o", "json");
    expect(faults(init.json())).toEqual([]);
    project.write("db/schema.yaml", schema(["email"]));
    for (const { words, code, kind } of story) {
      const document = (await project.exits(code, ...words, "-o", "json")).json<{ kind: string }>();
      expect([words.join(" "), document.kind, ...faults(document)]).toEqual([words.join(" "), kind]);
    }
  });

  test("YAML says the same as JSON", async () => {
    const json = (await project.run("heads", "-o", "json")).json();
    expect(parse((await project.run("heads", "-o", "yaml")).stdout)).toEqual(json);
  });
});
