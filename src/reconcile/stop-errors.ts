import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { EditedRevision } from "../revision/edited.ts";
import type { Situation } from "../status/situation.ts";

/** A run stopped before anything ran; the situation says what its status becomes. */
export class StopError extends InputError {
  readonly situation: Situation;

  constructor(situation: Situation, code: string, message: string, remedy: string, diagnostics?: readonly Diagnostic[]) {
    super(message, { code, remedy, ...(diagnostics === undefined ? {} : { diagnostics }) });
    this.situation = situation;
  }
}

/** Applied revisions whose meaning has changed since. */
export class RevisionEditedError extends StopError {
  readonly revisions: readonly EditedRevision[];

  constructor(revisions: readonly EditedRevision[]) {
    const code = "revision-edited";
    const remedy = "Take the edit back and write a new revision, or accept it with `keelson repair`";
    const edits = revisions.map(({ id, applied, source, position }) => ({
      position,
      said: `${id} was applied as ${applied} and now is ${source}`,
    }));
    const diagnostics = edits.map(
      ({ said, position }): Diagnostic => ({
        code,
        severity: "error",
        message: `An applied revision was edited: ${said}`,
        remedy,
        ...(position === undefined ? {} : { position }),
      }),
    );
    super("revisionEdited", code, `An applied revision was edited: ${edits.map(({ said }) => said).join("; ")}`, remedy, diagnostics);
    this.revisions = revisions;
  }
}

/** The journal describes another state than the one found. */
export class DatabaseReplacedError extends StopError {
  constructor(missing: readonly string[]) {
    const shown = missing.slice(0, 5).join(", ");
    super(
      "databaseReplaced",
      "database-replaced",
      `The database is not the one that its journal describes: ${shown}${missing.length > 5 ? `, and ${missing.length - 5} more` : ""} of what was applied is not there`,
      "It may have been restored, cloned or emptied. Restore journal and schema together, or accept what is there with `keelson repair`",
    );
  }
}

/** The objects of ours are as before revisions that the history tells of, or another database's journal lies beside them. */
export class DatabaseOlderError extends StopError {
  /** `lacks`: the revision from which on nothing is to be seen; null where none is known. */
  constructor(lacks: string | null, differences: readonly string[]) {
    const shown = differences.slice(0, 5).join(", ");
    const more = differences.length > 5 ? `, and ${differences.length - 5} more` : "";
    const [state, again] =
      lacks === null
        ? ["was brought here with a journal that was written in another one", ""]
        : [
            `is older than its journal says, as it was before revision ${lacks}`,
            `, count it as being there with \`keelson stamp\` to the revision before ${lacks} and upgrade again`,
          ];
    super(
      "databaseReplaced",
      "database-older",
      `The database ${state}: ${shown}${more}`,
      `Restore journal and schema together${again}, or accept what is there with \`keelson repair\``,
    );
  }
}

/** Somebody deleted or changed rows of the history: what was applied cannot be told from it. */
export class HistoryBrokenError extends StopError {
  constructor(why: string) {
    super(
      "databaseReplaced",
      "history-broken",
      `The history in the database is not as it was written: ${why}`,
      "Restore the schema keelson from a backup, or accept with `keelson repair` that all below the recorded heads is applied",
    );
  }
}

/** A source that holds no document at all: never to be taken for the wish that nothing exists. */
export class SourceEmptyError extends StopError {
  constructor() {
    super(
      "sourceEmpty",
      "source-empty",
      "The source holds neither a Revision nor a Schema",
      "Check spec.source: documents are its files that end in .yaml, .yml or .json. Or write the first one with `keelson revision`",
    );
  }
}

/** Declarative: what the pending revisions make is not what the Schema declares. */
export class RevisionContradictsSchemaError extends StopError {
  constructor(objects: readonly string[]) {
    super(
      "revisionContradictsSchema",
      "revision-contradicts-schema",
      `The revisions that are to be applied make what the Schema does not declare: ${objects.slice(0, 10).join(", ")}`,
      "Declare it in the Schema, or take it out of the revision",
    );
  }
}

/** A revision that stopped half way was edited before it was finished. */
export class UnfinishedEditedError extends StopError {
  constructor(revision: string, stages: number) {
    super(
      "revisionEdited",
      "unfinished-revision-edited",
      `Revision ${revision} stopped half way through its ${stages === 1 ? "only stage" : `${stages} stages`}, and its document was edited since`,
      "Take the edit back so that it can go on where it stopped, or walk it back: by `keelson downgrade` to the revision before it, or by that as spec.target under spec.policy.downgrade: allow",
    );
  }
}
