import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../architecture/source-files.ts";

interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
}

interface Version {
  readonly schema: { readonly openAPIV3Schema: Schema };
  readonly additionalPrinterColumns?: readonly object[];
}

interface Definition {
  readonly spec: { readonly versions: readonly Version[] };
}

const definitions = globSync("deploy/crds/*.yaml", { cwd: root }).map(
  (path) => [path, parse(readFileSync(join(root, path), "utf8")) as Definition] as const,
);

test.for(definitions)(
  "%s fits into the annotation of kubectl apply, is structural, and leaves defaults to the program",
  ([_path, definition]) => {
    expect(JSON.stringify(definition).length).toBeLessThan(250_000);
    for (const { schema, additionalPrinterColumns } of definition.spec.versions) {
      expect(additionalPrinterColumns?.length).toBeGreaterThan(0);
      expect(unfit(schema.openAPIV3Schema, "")).toEqual([]);
    }
  },
);

/** Paths of fields that have no type, or a default. */
function unfit(schema: Schema, path: string): readonly string[] {
  const hasType =
    schema.type !== undefined || schema["x-kubernetes-preserve-unknown-fields"] === true || schema["x-kubernetes-int-or-string"] === true;
  const below = [...Object.entries(schema.properties ?? {}), ...Object.entries({ "*": schema.additionalProperties, "0": schema.items })];
  return [
    ...(hasType && !("default" in schema) ? [] : [path]),
    ...below.flatMap(([name, field]) => (typeof field === "object" ? unfit(field, `${path}.${name}`) : [])),
  ];
}
