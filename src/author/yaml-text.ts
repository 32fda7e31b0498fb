import { Document, isScalar, isSeq, type Node, type Scalar, visit } from "yaml";
import { misreading } from "../resource/plain-scalar.ts";
import { blockYaml } from "./block-yaml.ts";
import { keysOf } from "./keys-of.ts";

export interface YamlStyle {
  /** Comments above an entry, by the dotted path of its key, e.g. `spec.upgrade`. */
  readonly comments?: Readonly<Record<string, string>>;
  /** Keys whose lists of names stand on one line, each name in quotes. */
  readonly nameLists?: readonly string[];
  /** Keys whose text always stands in quotes. */
  readonly quoted?: readonly string[];
}

/** A document in block style, readable alike by YAML 1.1 and 1.2: what an older reader takes for something else is quoted. */
export function yamlText(value: object, style?: YamlStyle): string {
  if (style === undefined) {
    const text = blockYaml(value, spell);
    if (text !== undefined) return text;
  }
  return wholeText(value, style ?? {});
}

/** Short scalars as they were spelled before: thousands of documents have the same defaults. */
const spelled = new Map<unknown, string>();
const [shortest, most] = [100, 10_000];

function spell(scalar: string | number | boolean | null): string {
  // A map takes it for 0.
  if (Object.is(scalar, -0)) return "-0";
  const known = spelled.get(scalar);
  if (known !== undefined) return known;
  const text = wholeText({ k: scalar }, {}).slice("k: ".length, -1);
  if (spelled.size >= most) spelled.clear();
  if (text.length <= shortest) spelled.set(scalar, text);
  return text;
}

function wholeText(value: object, style: YamlStyle): string {
  const document = new Document(value, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  visit(document, {
    Pair(_key, pair, ancestors) {
      if (!isScalar(pair.key)) return;
      const key = String(pair.key.value);
      const comment = style.comments?.[[...keysOf(ancestors), key].join(".")];
      if (comment !== undefined) pair.key.commentBefore = comment.replace(/^/gm, " ");
      if (style.quoted?.includes(key) && isScalar(pair.value)) quote(pair.value);
      if (style.nameLists?.includes(key) && isSeq(pair.value)) {
        pair.value.flow = true;
        for (const item of pair.value.items) if (isScalar(item)) quote(item);
      }
    },
  });
  quoteMisreadings(document);
  return document.toString({ lineWidth: 0, blockQuote: "literal", indentSeq: true });
}

/** Puts quotes around what an older reader takes for something else. */
export function quoteMisreadings(node: Node | Document): void {
  visit(node, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === "string" && misreading(scalar.value) !== undefined) quote(scalar);
    },
  });
}

const quote = (scalar: Scalar): void => {
  scalar.type = "QUOTE_DOUBLE";
};
