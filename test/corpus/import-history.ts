import type { CorpusProject } from "./corpus-project.ts";
import type { HistoryStep } from "./history.ts";

/** Some steps are of the other engine: all that their script here says is a comment. */
const saysNothing = (text: string): boolean => text.replaceAll(/--.*$/gm, "").trim() === "";

/** Writes one revision for each step, its scripts beside it as files. */
export function importHistory(project: CorpusProject, steps: readonly HistoryStep[]): void {
  steps.forEach(({ id, scripts, down }, index) => {
    const files = scripts
      .filter((text) => !saysNothing(text))
      .map((text, at) => {
        const name = `${id}-${at + 1}.sql`;
        project.write(`db/revisions/${name}`, text);
        return `    - sql: { file: "${name}" }\n`;
      });
    if (down !== undefined) project.write(`db/revisions/${id}-down.sql`, down);
    const parent = steps[index - 1]?.id;
    const revision = [
      "apiVersion: keelson.dev/v1alpha1\nkind: Revision\n",
      `metadata: { name: "${id.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}" }\n`,
      `spec:\n  id: "${id}"\n  revises: [${parent === undefined ? "" : `"${parent}"`}]\n`,
      files.length === 0 ? "  upgrade: []\n" : `  upgrade:\n${files.join("")}`,
      down === undefined ? "" : `  downgrade:\n    - sql: { file: "${id}-down.sql" }\n`,
    ];
    project.write(`db/revisions/${id}.yaml`, revision.join(""));
  });
}
