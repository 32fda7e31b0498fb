import { yamlText } from "../yaml-text.ts";
import type { BundledObject } from "./bundled-object.ts";
import { packGzip } from "./pack-gzip.ts";

export interface ConfigMap {
  readonly apiVersion: "v1";
  readonly kind: "ConfigMap";
  readonly metadata: { readonly name: string };
  /** Base64 of what gzip packed. */
  readonly binaryData: Readonly<Record<string, string>>;
}

/** A cluster refuses objects beyond 1 MiB, and base64 takes a third more than the bytes. */
const mostBytes = 700_000;

/** The documents in as many ConfigMaps as they need, packed: `<name>`, `<name>-2`, … */
export const configMaps = (name: string, objects: readonly BundledObject[]): readonly ConfigMap[] =>
  parts(objects).map((packed, index) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: index === 0 ? name : `${name}-${index + 1}` },
    binaryData: { "documents.yaml.gz": packed.toString("base64") },
  }));

function parts(objects: readonly BundledObject[]): readonly Buffer[] {
  const packed = packGzip(Buffer.from(documentsText(objects)));
  if (packed.length <= mostBytes || objects.length < 2) return [packed];
  const half = Math.ceil(objects.length / 2);
  return [...parts(objects.slice(0, half)), ...parts(objects.slice(half))];
}

/** Several documents as one file. */
export const documentsText = (objects: readonly object[]): string => objects.map((object) => `---\n${yamlText(object)}`).join("");
