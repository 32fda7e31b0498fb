import { expect, test } from "vitest";
import { withSecrets } from "../../../../src/dialect/postgresql/object/secret-mark.ts";
import { hideSecrets } from "../../../../src/dialect/postgresql/stage/without-secrets.ts";

test("a value that looks like a mark is not replaced again", () => {
  const values = new Map([
    ["a", "{{ secret b }}"],
    ["b", "hidden"],
  ]);
  expect(withSecrets({ sql: "'{{ secret a }}', '{{ secret b }}', '{{ secret c }}'", secrets: ["a", "b"] }, values)).toBe(
    "'{{ secret b }}', 'hidden', '{{ secret c }}'",
  );
});

test("a value is hidden as it is, as a literal and in JSON", () => {
  const values = new Map([
    ["a", `q"u'o\\te`],
    ["b", "secret"],
    ["c", ""],
  ]);
  expect(hideSecrets(`q"u'o\\te E'q"u''o\\\\te' {"x":${JSON.stringify(`q"u'o\\te E'q"u''o\\\\te'`)}} secret`, values)).toBe(
    `{{ secret a }} '{{ secret a }}' {"x":"{{ secret a }} '{{ secret a }}'"} {{ secret b }}`,
  );
});
