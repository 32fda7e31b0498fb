import { documentShapes } from "../cmd/keelson/document/documents.shape.ts";
import { apiVersion } from "../src/core/api-version.ts";

/** JSON Schema of what verbs print with `-o json`, by path below `schemas/`: one a kind. A Plan is read too; its schema lies beside those of documents. */
export function renderOutputSchemas(): Map<string, string> {
  const files = Object.entries(documentShapes).map(([kind, { description, properties, required = [] }]) => {
    const schema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: kind,
      description,
      type: "object",
      additionalProperties: false,
      required: ["apiVersion", "kind", ...required],
      properties: { apiVersion: { const: apiVersion }, kind: { const: kind }, ...properties },
    };
    return [`output/${kind}.json`, `${JSON.stringify(schema, null, 1)}\n`] as const;
  });
  return new Map(files);
}
