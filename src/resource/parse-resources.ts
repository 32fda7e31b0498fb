import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { checkFields } from "./check-fields.ts";
import { checkTables } from "./check-schema.ts";
import type { DatabaseSpec } from "./shape/database.shape.ts";
import type { DatabaseSetSpec } from "./shape/database-set.shape.ts";
import { declaredTwice } from "./declared-twice.ts";
import { resourceValidators } from "./generated/validators.js";
import { sqlFilesOf } from "./inline-files.ts";
import { type OpenDocument, openDocuments } from "./open-documents.ts";
import type { PlanSpec } from "./shape/plan.shape.ts";
import { ReadContext } from "./read-context.ts";
import { type FileReader, knownDialects, type ReadOptions } from "./read-options.ts";
import { type Envelope, readRevision } from "./read-revision.ts";
import { recognise } from "./recognise.ts";
import type { Resource, ResourceKind } from "./resource.ts";
import type { ResourceMemory } from "./resource-memory.ts";
import type { RevisionSpec } from "./shape/revision.shape.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";
import type { SourceFile } from "./source-file.ts";
import { type UsableDatabase, usableDatabase } from "./usable-database.ts";

export interface ResourcesRead {
  /** In the order of the files; a document with an error is not among them. */
  readonly resources: readonly Resource[];
  /** Documents with an error, as far as they could be read: what else is wrong with them can be told beside it. */
  readonly partial: readonly Resource[];
  /** What is left out of them, so that nobody takes it for missing. */
  readonly faulty: Faulty;
  /** All findings of all files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Documents with an error, as far as they could be told. */
export interface Faulty {
  /** Ids of revisions. */
  readonly revisions: ReadonlySet<string>;
  /** Whether a Schema is among them. */
  readonly schemas: "none" | "some";
  /** Databases, as far as they can be used. */
  readonly databases: readonly UsableDatabase[];
  /** `some`: of a file not even the kind of its documents could be read. */
  readonly files: "none" | "some";
}

/** Reads the documents of a source: each is parsed once and checked in full, and everything found is told at once. */
export function parseResources(files: readonly SourceFile[], options: ReadOptions = {}): ResourcesRead {
  const reader = new ResourceReader(options);
  for (const file of files) reader.add(file);
  return reader.end();
}

/** The same file by file, for those who must not keep others waiting while thousands are read. */
export class ResourceReader {
  readonly #options: ReadOptions;
  readonly #resources: Resource[] = [];
  readonly #partial: Resource[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  /** Also those with an error, where they can be read: what they declare twice is told beside it. */
  readonly #declared: Resource[] = [];
  readonly #revisions = new Set<string>();
  readonly #databases: UsableDatabase[] = [];
  #schemas: Faulty["schemas"] = "none";
  #unread: Faulty["files"] = "none";
  readonly #memory: ResourceMemory | undefined;
  /** Whether a document referred to another file. */
  #lookedAround = false;

  constructor(options: ReadOptions, memory?: ResourceMemory) {
    const { reader } = options;
    this.#memory = memory;
    this.#options = reader === undefined || memory === undefined ? options : { ...options, reader: this.#watched(reader) };
  }

  add(file: SourceFile): void {
    const known = this.#memory?.recall(file);
    if (known === undefined) {
      this.#readAnew(file);
      return;
    }
    this.#resources.push(...known);
    this.#declared.push(...known);
  }

  #readAnew(file: SourceFile): void {
    const [before, told] = [this.#resources.length, this.#diagnostics.length];
    this.#lookedAround = false;
    this.#readFile(file);
    if (this.#diagnostics.length === told && !this.#lookedAround) this.#memory?.remember(file, this.#resources.slice(before));
  }

  #watched(reader: FileReader): FileReader {
    const noted = <A extends readonly unknown[], R>(look: (...args: A) => R) => {
      return (...args: A): R => {
        this.#lookedAround = true;
        return look(...args);
      };
    };
    return { read: noted((path) => reader.read(path)), list: noted(() => reader.list()) };
  }

  #readFile(file: SourceFile): void {
    const { documents, diagnostics } = openDocuments(file);
    this.#diagnostics.push(...diagnostics);
    if (hasErrors(diagnostics)) this.#unread = "some";
    for (const document of documents) this.#read(document);
  }

  end(): ResourcesRead {
    this.#diagnostics.push(...declaredTwice(this.#declared));
    const faulty = { revisions: this.#revisions, schemas: this.#schemas, databases: this.#databases, files: this.#unread };
    return { resources: this.#resources, partial: this.#partial, faulty, diagnostics: this.#diagnostics };
  }

  #read(document: OpenDocument): void {
    const recognised = recognise(document);
    if (recognised.kind === "other") {
      this.#diagnostics.push(recognised.diagnostic);
      return;
    }
    const context = new ReadContext(document);
    const resource = readResource(recognised.kind, this.#options, context);
    this.#diagnostics.push(...context.sorted());
    if (resource !== undefined && !context.failed) this.#resources.push(resource);
    if (resource !== undefined && (!context.failed || resource.kind === "Schema")) this.#declared.push(resource);
    if (resource !== undefined && !context.failed) return;
    if (resource !== undefined) this.#partial.push(resource);
    if (recognised.kind === "Schema") this.#schemas = "some";
    if (recognised.kind === "Database") this.#databases.push(usableDatabase(document, this.#options.dialects ?? knownDialects));
    if (recognised.kind === "Revision") for (const id of idsOf(document.value)) this.#revisions.add(id);
  }
}

/** What others may call a revision whose document has an error: its id, or its name where it has none. */
function idsOf(value: unknown): readonly string[] {
  const { metadata, spec } = (value ?? {}) as {
    readonly metadata?: { readonly name?: unknown } | null;
    readonly spec?: { readonly id?: unknown } | null;
  };
  return [spec?.id, metadata?.name].filter((id) => typeof id === "string");
}

function readResource(kind: ResourceKind, options: ReadOptions, context: ReadContext): Resource | undefined {
  const { document } = context;
  const value = document.value as { readonly metadata?: unknown; readonly spec?: unknown };
  document.diagnostics.forEach(context.add);
  const valid = context.validate(resourceValidators[kind], value, []);
  checkFields(value.spec, ["spec"], options.dialects ?? knownDialects, (finding) => context.find(finding));
  if (!valid && kind !== "Revision") return undefined;
  if (typeof value.metadata !== "object" || value.metadata === null || typeof value.spec !== "object" || value.spec === null)
    return undefined;
  const envelope = {
    metadata: value.metadata as Resource["metadata"],
    spec: value.spec,
    position: document.locate([], "value"),
    origin: originOf(document),
  };
  return build(kind, envelope, options, context);
}

/** Even a revision whose envelope is at fault has its steps read, so that their faults are told too. */
function build(kind: ResourceKind, envelope: Envelope<unknown>, options: ReadOptions, context: ReadContext): Resource {
  switch (kind) {
    case "Schema": {
      const spec = envelope.spec as SchemaSpec;
      checkTables(spec, context.document, (finding) => context.find(finding));
      return { kind, ...envelope, spec, sqlFiles: sqlFilesOf(spec.files ?? [], options, context) };
    }
    case "Revision":
      return readRevision({ ...envelope, spec: envelope.spec as RevisionSpec }, options, context);
    case "Database":
      return { kind, ...envelope, spec: envelope.spec as DatabaseSpec };
    case "DatabaseSet":
      return { kind, ...envelope, spec: envelope.spec as DatabaseSetSpec };
    case "Plan":
      return { kind, ...envelope, spec: envelope.spec as PlanSpec };
  }
}

const originOf = ({ file, index }: OpenDocument) => ({ file: file.path, text: file.text, document: index });
