import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { sarif } from "../../src/report/sarif.ts";

const text = { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } }, additionalProperties: false };
const level = { enum: ["none", "note", "warning", "error"] };

/** The part of the published schema of SARIF 2.1.0 that a log of ours uses; nothing else may stand in one. */
const shape = {
  type: "object",
  required: ["version", "runs"],
  additionalProperties: false,
  properties: {
    $schema: { type: "string", format: "uri" },
    version: { enum: ["2.1.0"] },
    runs: {
      type: "array",
      items: {
        type: "object",
        required: ["tool"],
        additionalProperties: false,
        properties: {
          tool: {
            type: "object",
            required: ["driver"],
            additionalProperties: false,
            properties: {
              driver: {
                type: "object",
                required: ["name"],
                additionalProperties: false,
                properties: {
                  name: { type: "string" },
                  semanticVersion: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      required: ["id"],
                      additionalProperties: false,
                      properties: {
                        id: { type: "string" },
                        shortDescription: text,
                        help: text,
                        defaultConfiguration: { type: "object", properties: { level }, additionalProperties: false },
                      },
                    },
                  },
                },
              },
            },
          },
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          originalUriBaseIds: {
            type: "object",
            additionalProperties: { type: "object", properties: { description: text }, additionalProperties: false },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["message"],
              additionalProperties: false,
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: -1 },
                level,
                message: text,
                locations: {
                  type: "array",
                  items: {
                    type: "object",
                    additionalProperties: false,
                    properties: {
                      physicalLocation: {
                        type: "object",
                        required: ["artifactLocation"],
                        additionalProperties: false,
                        properties: {
                          artifactLocation: {
                            type: "object",
                            additionalProperties: false,
                            properties: { uri: { type: "string", pattern: "^[^\\s\\\\]+$" }, uriBaseId: { type: "string" } },
                          },
                          region: {
                            type: "object",
                            additionalProperties: false,
                            properties: { startLine: { type: "integer", minimum: 1 }, startColumn: { type: "integer", minimum: 1 } },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

const rules = [{ code: "table-dropped", severity: "warning", happens: "Gone.", instead: "Keep it" }] as const;
const findings = [
  {
    code: "table-dropped",
    severity: "error",
    message: "table notes is dropped",
    remedy: "Keep it",
    position: { file: "db/my notes/ä.yaml", line: 3, column: 5 },
  },
  { code: "no-position", severity: "note", message: "so it is", remedy: "" },
] as const;

test("a log has the form of SARIF 2.1.0, each result its rule and its place", () => {
  const log = JSON.parse(sarif({ findings, rules, version: "1.2.3" }));
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(shape);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [{ tool, results }] = log.runs;
  expect(tool.driver.rules.map(({ id }: { readonly id: string }) => id)).toEqual(["table-dropped", "no-position"]);
  expect(results).toMatchObject([
    {
      ruleId: "table-dropped",
      ruleIndex: 0,
      level: "error",
      message: { text: "table notes is dropped. Keep it." },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "db/my%20notes/%C3%A4.yaml" }, region: { startLine: 3, startColumn: 5 } } },
      ],
    },
    { ruleId: "no-position", ruleIndex: 1, message: { text: "so it is" } },
  ]);
});

test("a log without findings is one all the same", () =>
  expect(JSON.parse(sarif({ findings: [], rules, version: "1.2.3" })).runs[0].results).toEqual([]));
