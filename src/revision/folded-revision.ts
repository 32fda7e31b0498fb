import type { Change } from "../change/change.ts";
import type { InText, Position } from "../core/position.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { Model } from "../model/model.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import type { FieldPath } from "../resource/path.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import type { LiveAnswers } from "./judge-when.ts";
import type { PortableEnums } from "./portable-enums.ts";
import type { ResolveOperation } from "./resolve-operation.ts";

/** What a revision is folded with. */
export interface FoldContext extends EntrySettings {
  /** Answers the queries of `when`; absent: nobody can. */
  readonly ask?: LiveAnswers;
  /** Enums for a dialect that has none; absent: none but the revision's own. */
  readonly portableEnums?: PortableEnums;
  /** What the database holds before any revision; absent: nobody has looked. */
  readonly live?: Model;
  /** Resolves one operation; the language's own where absent. */
  readonly resolve?: ResolveOperation;
  /** Places inside the document of a revision; absent: the place of a step stands for all of it. */
  readonly placeIn?: (revision: RevisionResource, path: FieldPath, inside?: InText) => Position;
  /** Takes what is wrong with a step, and gives the model to go on with; absent: the first such step ends the fold. */
  readonly tolerate?: (error: unknown, step: RevisionStep, model: SchemaModel) => SchemaModel;
}

/** What one step comes to, and what undoes it. */
export interface FoldedStep extends StepOutcome {
  readonly changes: readonly Change[];
  /** What undoes it where nothing of it waits for the contract gate. */
  readonly inverseOfAll: StepOutcome["inverse"];
}

export interface FoldedRevision {
  readonly revision: RevisionResource;
  readonly outcome: "applied" | "skipped";
  readonly steps: readonly FoldedStep[];
  readonly before: SchemaModel;
  readonly after: SchemaModel;
  /** Why there is no way down; null where there is one. */
  readonly irreversible: string | null;
}

/** Beyond this point nobody knows yet: apply to here, look at the database, go on. */
export interface BeyondHorizon {
  readonly outcome: "beyondHorizon";
  readonly reason: string;
}
