import type { Digest } from "../core/digest.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { Position } from "../core/position.ts";
import type { When } from "../model/kind/when.shape.ts";
import type { DatabaseSpec } from "./shape/database.shape.ts";
import type { DatabaseSetSpec } from "./shape/database-set.shape.ts";
import type { Metadata } from "./shape/metadata.shape.ts";
import type { PlanSpec } from "./shape/plan.shape.ts";
import type { RevisionSpec, Verification } from "./shape/revision.shape.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

/** The document that a resource was read from; positions are found in it when somebody asks. */
export interface Origin {
  readonly file: string;
  /** The whole file. */
  readonly text: string;
  /** Which document of the file, from 0. */
  readonly document: number;
}

interface ResourceOf<K extends string, S> {
  readonly kind: K;
  readonly metadata: Readonly<Metadata>;
  readonly spec: Readonly<S>;
  readonly position: Position;
  readonly origin: Origin;
}

/** A file that a Schema names under `files`. */
export interface SqlFile {
  readonly path: string;
  readonly text: string;
}

/** Desired state. */
export interface SchemaResource extends ResourceOf<"Schema", SchemaSpec> {
  /** Content of what `spec.files` matches, by path; read as `spec.objects` are. */
  readonly sqlFiles: readonly SqlFile[];
}
export type DatabaseResource = ResourceOf<"Database", DatabaseSpec>;
export type DatabaseSetResource = ResourceOf<"DatabaseSet", DatabaseSetSpec>;
export type PlanResource = ResourceOf<"Plan", PlanSpec>;

/** One step of a revision: one operation with its arguments, and what stands beside it. */
export interface RevisionStep {
  /** Place in its list, from 0. */
  readonly index: number;
  readonly id?: string;
  /** Key of the operation, e.g. `addColumn`; with a domain where it is from outside. */
  readonly operation: string;
  /** As the operation's shape has them (`OperationArguments[operation]`), checked. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly when?: When;
  /** Its own way down; `[]` is nothing to undo, absent is derived. */
  readonly downgrade?: readonly RevisionStep[];
  readonly onFailure?: "resume" | "undo";
  readonly timeout?: Milliseconds;
  readonly position: Position;
}

/** A revision with its defaults filled in; it is a node of the revision graph. */
export interface RevisionResource extends ResourceOf<"Revision", RevisionSpec> {
  readonly id: string;
  readonly message: string;
  readonly revises: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly phase: "expand" | "contract";
  readonly when?: When;
  readonly onFailure: "resume" | "undo";
  readonly atomic: boolean;
  readonly upgrade: readonly RevisionStep[];
  /** The whole way down where the revision states it, else absent. */
  readonly downgrade?: readonly RevisionStep[];
  readonly irreversible?: string;
  readonly verify: readonly Verification[];
  readonly replaces?: RevisionSpec["replaces"];
  /** Over the canonical spec, files inlined. */
  readonly digest: Digest;
}

export type Resource = SchemaResource | RevisionResource | DatabaseResource | DatabaseSetResource | PlanResource;
export const resourceKinds = ["Schema", "Revision", "Database", "DatabaseSet", "Plan"] as const satisfies readonly Resource["kind"][];
export type ResourceKind = (typeof resourceKinds)[number];
