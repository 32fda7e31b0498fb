import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatPosition } from "../core/position.ts";
import { booleanMeant, losesDigits, misreading } from "./plain-scalar.ts";
import type { YamlDocument } from "./read-documents.ts";

/** How many nodes aliases may stand for in one document, nested ones counted each time. */
const aliasLimit = 100;
/** Deeper documents say nothing that a person would write, and would end the stack of what comes after. */
const depthLimit = 200;
const stringTag = "tag:yaml.org,2002:str";

/** A document's content as plain data; what readers of YAML would not all read alike is reported. */
export function toValue(document: YamlDocument, report: (diagnostic: Diagnostic) => void): unknown {
  return new Conversion(document, report).value(document.contents);
}

class Conversion {
  readonly #document: YamlDocument;
  readonly #report: (diagnostic: Diagnostic) => void;
  /** What anchored nodes became: shared, so that an alias costs nothing. */
  readonly #anchored = new Map<Node, { readonly value: unknown; readonly aliases: number }>();
  readonly #open = new Set<Node>();
  #aliases = 0;
  #depth = 0;

  constructor(document: YamlDocument, report: (diagnostic: Diagnostic) => void) {
    this.#document = document;
    this.#report = report;
  }

  value(node: unknown): unknown {
    if (isScalar(node)) return this.#remember(node, () => this.#scalar(node));
    if (isMap(node)) return this.#inside(node, () => this.#remember(node, () => this.#map(node)));
    if (isSeq(node)) return this.#inside(node, () => this.#remember(node, () => this.#list(node)));
    if (isAlias(node)) return this.#alias(node);
    return null;
  }

  #inside(node: Node, convert: () => unknown): unknown {
    if (this.#depth === depthLimit) {
      this.#find(node, "nested-too-deep", `maps and lists are nested more than ${depthLimit} deep`, "Flatten the document");
      return null;
    }
    this.#depth++;
    const value = convert();
    this.#depth--;
    return value;
  }

  #remember(node: Scalar | YAMLMap | YAMLSeq, convert: () => unknown): unknown {
    if (node.tag !== undefined && node.tag !== stringTag)
      this.#find(node, "yaml-tag", `the tag ${node.tag} is not understood`, "Delete the tag, and quote the text where it is meant as such");
    if (node.anchor === undefined) return convert();
    const before = this.#aliases;
    this.#open.add(node);
    const value = convert();
    this.#open.delete(node);
    this.#anchored.set(node, { value, aliases: this.#aliases - before });
    return value;
  }

  #alias(node: Alias): unknown {
    const target = node.resolve(this.#document.document);
    if (target === undefined || this.#open.has(target)) {
      this.#find(
        node,
        "yaml-alias",
        `the alias *${node.source} ${target === undefined ? "has no anchor" : "contains itself"}`,
        "Write the value out",
      );
      return null;
    }
    const known = this.#anchored.get(target);
    this.#aliases += 1 + (known?.aliases ?? 0);
    if (this.#aliases <= aliasLimit) return known?.value ?? null;
    if (this.#aliases - 1 - (known?.aliases ?? 0) <= aliasLimit)
      this.#find(
        node,
        "too-many-aliases",
        `aliases stand for more than ${aliasLimit} values`,
        "Write the values out, or split the document",
      );
    return null;
  }

  #scalar(node: Scalar): unknown {
    const { value } = node;
    if (node.type === "PLAIN" && node.tag === undefined) {
      const source = node.source ?? "";
      const other = misreading(source);
      if (other !== undefined)
        this.#quoteIt(node, source, `${source} is read as ${other} by other readers of YAML`, "ambiguous-scalar", booleanMeant(source));
      else if (typeof value === "number" && losesDigits(source, value))
        this.#quoteIt(node, source, `${source} has more digits than a number keeps`, "number-precision");
    } else if (typeof value === "string" && value.includes("\0")) {
      this.#find(
        node,
        "control-character",
        "the text holds the character U+0000, which no database stores as text",
        "Delete it, or give bytes as { base64: … }",
      );
    }
    return value;
  }

  #list(node: YAMLSeq): unknown[] {
    const list: unknown[] = [];
    for (const item of node.items) list.push(this.value(item));
    return list;
  }

  #map(node: YAMLMap): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const seen = new Map<string, Node>();
    let previous: Pair | undefined;
    for (const pair of node.items) {
      const { key, value } = pair;
      if (node.flow === true && value === null) {
        this.#cut(pair, previous);
        continue;
      }
      previous = pair;
      const name = this.#key(key);
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first !== undefined) {
        const place = formatPosition(this.#document.place(first.range?.[0] ?? 0));
        this.#find(
          key as Node,
          "duplicate-key",
          `the key ${JSON.stringify(name)} stands here a second time, first at ${place}`,
          "Delete one of the two",
        );
        continue;
      }
      seen.set(name, key as Node);
      // A plain assignment to __proto__ would set the prototype.
      if (name === "__proto__")
        Object.defineProperty(map, name, { value: this.value(value), enumerable: true, configurable: true, writable: true });
      else map[name] = this.value(value);
    }
    return map;
  }

  #key(key: unknown): string | undefined {
    const node = key as Node;
    if (!isScalar(node)) {
      this.#find(node, "key-not-text", "the key is not a text", "Write a plain or quoted text as the key");
      return undefined;
    }
    const source = node.source ?? "";
    const other = node.type === "PLAIN" && node.tag === undefined ? misreading(source) : undefined;
    if (other !== undefined) this.#quoteIt(node, source, `the key ${source} is read as ${other} by other readers of YAML`);
    if (typeof node.value === "string") return node.value;
    if (other === undefined)
      this.#quoteIt(node, source, `the key ${source === "" ? "is empty" : `${source} is not a text`}`, "key-not-text");
    return source;
  }

  #cut(pair: Pair, previous: Pair | undefined): void {
    const node = pair.key as Node;
    const before = isScalar(previous?.value) ? previous.value : undefined;
    const text = this.#document.text.slice((before ?? node).range?.[0] ?? 0, node.range?.[1] ?? 0);
    if (before === undefined)
      this.#find(node, "flow-map-cut", `the key ${text} has no value`, "Write `key: value`, or quote the text whose comma ended it");
    else
      this.#find(
        before,
        "flow-map-cut",
        `the text ${text} is cut at its comma`,
        `Quote it: ${JSON.stringify(text)}, or write the map in block style`,
      );
  }

  #quoteIt(node: Node, source: string, message: string, code = "ambiguous-scalar", otherwise?: boolean): void {
    const boolean = otherwise === undefined ? "" : `, or write ${otherwise} where a boolean is meant`;
    this.#find(node, code, message, `Quote it: ${JSON.stringify(source)}${boolean}`);
  }

  #find(node: Node | null | undefined, code: string, message: string, remedy: string): void {
    this.#report({ code, severity: "error", message, remedy, position: this.#document.place(node?.range?.[0] ?? 0) });
  }
}
