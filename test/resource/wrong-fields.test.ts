import { expect, test } from "vitest";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { wrongFields } from "./wrong-fields.ts";

const fields = wrongFields();

test("there are fields to be wrong", () => {
  expect(fields.length).toBeGreaterThan(500);
});

test("a wrong value of any field is an error at its line, with what to do", () => {
  const unsaid = fields.filter(({ text }) => {
    const last = text.trimEnd().split("\n").length;
    const { diagnostics } = parseResources([{ path: "a.yaml", text }]);
    return !diagnostics.some(
      ({ severity, position, remedy }) => severity === "error" && position?.line === last && position.column >= 1 && remedy !== "",
    );
  });
  expect(unsaid).toEqual([]);
});
