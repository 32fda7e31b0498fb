import { type Document, isMap, isNode, isSeq, type Node, parseAllDocuments } from "yaml";
import { writeAliasesOut } from "../author/write-aliases-out.ts";
import { quoteMisreadings } from "../author/yaml-text.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { mergeEntry, type Versions } from "./merge-entry.ts";
import { spliceNodes } from "./splice-nodes.ts";

/** Both sides of an entry; `live`: all of it, where it must be written whole. Undefined: there is none. */
export interface EntryVersions extends Versions {
  readonly live: object | undefined;
}

/** A file of documents in which entries change. */
export class ChangedFile {
  readonly #text: string;
  readonly #documents: readonly Document.Parsed[];
  readonly #rewritten: Node[] = [];
  #aliases: "none" | "written out" = "none";

  constructor(text: string) {
    this.#text = text;
    const documents = parseAllDocuments(text, { version: "1.2", schema: "core" });
    this.#documents = Array.isArray(documents) ? documents : [];
  }

  change(index: number, place: readonly (string | number)[], { was, now, live }: EntryVersions, dialect: string): void {
    const document = this.#documents[index];
    if (document !== undefined && writeAliasesOut(document)) this.#aliases = "written out";
    const list = document?.getIn(place.slice(0, -1));
    const entry = document?.getIn(place, true);
    if (document === undefined || !isSeq(list)) return;
    if (live === undefined) document.deleteIn(place);
    else if (isMap(entry) && isNode(entry) && was !== undefined && now !== undefined) {
      this.#rewritten.push(...mergeEntry(entry, { was, now }, { document, dialect }));
      return;
    } else {
      const node = document.createNode(live);
      quoteMisreadings(node);
      document.setIn(place, node);
      list.flow = false;
    }
    this.#rewritten.push(list);
  }

  /** Where a splice would not read as the documents do, they are rendered whole. */
  text(): string {
    if (this.#aliases === "written out") return this.#whole();
    const spliced = spliceNodes(this.#text, this.#rewritten);
    const again = parseAllDocuments(spliced, { version: "1.2", schema: "core" });
    const saysTheSame =
      Array.isArray(again) &&
      again.every(({ errors }) => errors.length === 0) &&
      canonicalJson(valuesOf(again)) === canonicalJson(valuesOf(this.#documents));
    return saysTheSame ? spliced : this.#whole();
  }

  #whole(): string {
    return this.#documents.map((document) => document.toString({ lineWidth: 0 })).join("");
  }
}

const valuesOf = (documents: readonly Document.Parsed[]): readonly unknown[] => documents.map((document) => document.toJS());
