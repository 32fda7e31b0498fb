import { autogenerate } from "../author/autogenerate.ts";
import { newRevision } from "../author/new-revision.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { UnmanagedObject } from "../port/session.ts";
import { inspectLive } from "../reconcile/inspect-live.ts";
import { stamp } from "../reconcile/stamp.ts";
import { fromModel } from "../resource/from-model.ts";
import { openAuthoring } from "./authoring.ts";
import { withBrokenBodiesTold } from "./findings/broken-bodies.ts";
import type { VerbContext } from "./project/context.ts";
import { newDatabase } from "./new-database.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { InputError } from "../core/error.ts";
import { withRun } from "./project/run-options.ts";
import { writeParts } from "./write-parts.ts";

export interface AdoptOptions extends VerbOptions {
  /** Of the baseline revision. */
  readonly message?: string;
}

export interface AdoptResult {
  /** The baseline revision. */
  readonly id: string;
  readonly written: readonly string[];
  /** What was not written although it differs. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is live and not managed, by name. */
  readonly unmanaged: readonly UnmanagedObject[];
}

/** An existing database comes under keelson: its documents, a baseline revision that makes the same from nothing, and its stamp. */
export async function adopt(context: VerbContext, options: AdoptOptions): Promise<AdoptResult> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  if (graph.size > 0) throw alreadyThere();
  const settings = { grammar: project.dialect.grammar, defaultSchema: project.settings.defaultSchema };
  const baseline = await withRun(project, async (run) => {
    const { model, unmanaged } = await inspectLive(run);
    const live = SchemaModel.from(await withBrokenBodiesTold(model, project.dialect.grammar));
    const { paths, diagnostics } = await writeParts(project, run, fromModel(live, settings), live, project.folder);
    const { upgrade } = autogenerate(live, newDatabase(live, settings.grammar, null), settings);
    const authoring = await openAuthoring(project);
    const { id, file } = newRevision(
      graph,
      { message: options.message ?? "Baseline", content: { upgrade: [...upgrade] } },
      authoring.style,
      authoring.chance,
    );
    await authoring.write([file]);
    return { id, written: [...paths, file.path], unmanaged, diagnostics };
  });
  // The documents just written are read anew.
  await withRun(await openProject(context, options), (run) =>
    stamp(run, { target: baseline.id, forms: "document", journal: "keep", kind: "adopt" }),
  );
  return baseline;
}

function alreadyThere(): InputError {
  const message = "the source has revisions already";
  return new InputError(message, {
    code: "already-adopted",
    remedy: "A baseline comes before all others; bring the database in with keelson stamp",
  });
}
