import { yamlText } from "../author/yaml-text.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { VerbContext } from "./project/context.ts";
import { oneRevision } from "./project/one-revision.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";

/** What a revision says. */
export interface RevisionDetails {
  readonly id: string;
  readonly message: string;
  readonly revises: readonly string[];
  readonly dependsOn: readonly string[];
  /** Labels of the branch that it is on. */
  readonly labels: readonly string[];
  readonly digest: string;
  /** Its file, relative to the working folder. */
  readonly path: string;
  /** The operation of each step up. */
  readonly operations: readonly string[];
  readonly upgrade: readonly object[];
  /** null where the way down is derived. */
  readonly downgrade: readonly object[] | null;
}

export interface ShowResult {
  readonly revision: RevisionDetails;
  readonly text: string;
}

/** One revision: what it says, where it stands in the graph, in which file. Needs no database. */
export async function show(context: VerbContext, options: VerbOptions & { readonly revision: string }): Promise<ShowResult> {
  const { graph } = await (await openProject(context, options)).documents();
  const node = oneRevision(graph, options.revision);
  const { id, message, revises, dependsOn, digest, origin, spec } = node;
  const revision = {
    id,
    message,
    revises,
    dependsOn,
    labels: [...graph.labels(id)],
    digest,
    path: origin.file,
    operations: operations(node),
    upgrade: spec.upgrade ?? [],
    downgrade: spec.downgrade ?? null,
  };
  const facts = [
    `Revision ${id}${graph.children(id).length === 0 ? " (head)" : ""}`,
    `Message:  ${message}`,
    `Revises:  ${revises.length === 0 ? "(base)" : revises.join(", ")}`,
    ...(dependsOn.length === 0 ? [] : [`Needs:    ${dependsOn.join(", ")}`]),
    ...(node.irreversible === undefined ? [] : [`No way down: ${node.irreversible}`]),
    `File:     ${origin.file}`,
    `Digest:   ${digest}`,
    "",
    yamlText({ upgrade: spec.upgrade, ...(spec.downgrade === undefined ? {} : { downgrade: spec.downgrade }) }).trimEnd(),
  ];
  return { revision, text: facts.join("\n") };
}

const operations = ({ upgrade }: RevisionResource): readonly string[] => upgrade.map(({ operation }) => operation);
