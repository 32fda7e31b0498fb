import { KeelsonError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import { describeRef } from "../model/ref.ts";
import { type Choice, chooseEntities } from "../report/entity/choose-entities.ts";
import { diagramSvg } from "../report/entity/diagram-svg.ts";
import { entitiesOf } from "../report/entity/entities-of.ts";
import { dotOf } from "../report/entity/entity-dot.ts";
import type { Entity, Relation } from "../report/entity/entity.ts";
import { drawGraph } from "./draw-graph.ts";
import { drawings } from "./drawings.ts";
import { faultView } from "./fault.ts";
import { drawn, type Html, html } from "./html.ts";
import { nothing, table } from "./layout.ts";
import { type Shown, shown } from "./shown.ts";

const draw = drawings(drawGraph);

/** Tables and views as a picture, whole or around `focus`, and as lists that lead to each. */
export async function schemaPage(model: Model, focus: string | undefined): Promise<Shown> {
  const all = entitiesOf(model);
  const choice = chooseEntities(all, focus);
  const isMissing = focus !== undefined && choice === undefined;
  if (all.entities.length === 0 && !isMissing) return shown(html`<h1>Schema</h1>\n${nothing("There are no tables.")}`);
  const body = html`<h1>${choice?.focus === undefined ? "Schema" : describeRef(choice.focus.ref)}</h1>
${choice === undefined ? nothing(isMissing ? "There is no such table." : "There are too many tables for one picture: choose one.") : await picture(choice)}
${choice?.focus !== undefined && details(choice.focus, all.relations)}
<h2>Tables and views</h2>
${table("Tables and views", ["Name", "Kind", "Columns", "Partitions"], all.entities.map(line))}`;
  return { status: isMissing ? 404 : 200, body };
}

async function picture(choice: Choice): Promise<Html> {
  const label =
    choice.focus === undefined ? "Entity-relationship diagram" : `Entity-relationship diagram around ${describeRef(choice.focus.ref)}`;
  const { leftOut } = choice;
  try {
    const svg = diagramSvg(await draw(dotOf(choice)), label);
    return html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${drawn(svg)}</div>
<p class="legend">PK primary key · FK foreign key · UQ unique · NN must have a value. At the ends of a line: a crow’s foot is many, a bar one, a circle perhaps none.
${leftOut > 0 && `${leftOut} tables and views more relate to it.`}
${choice.focus !== undefined && html`<a href="?">The whole schema</a>`}</p>`;
  } catch (error) {
    if (error instanceof KeelsonError) return faultView(error);
    throw error;
  }
}

const line = ({ key, ref, word, columns, partitions }: Entity) =>
  [
    word === "elsewhere" ? describeRef(ref) : html`<a href="?table=${encodeURIComponent(key)}">${describeRef(ref)}</a>`,
    word,
    columns.length,
    partitions || null,
  ] as const;

/** What the picture says, in words. */
function details({ key, columns }: Entity, all: readonly Relation[]): Html {
  const relations = all.filter(({ from, to }) => from === key || to === key);
  return html`<h2>Columns</h2>
${
  columns.length === 0
    ? nothing("Its columns are its query’s, or those of what it inherits from.")
    : table(
        "Columns",
        ["Name", "Type", "Marks"],
        columns.map(({ name, type, marks }) => [html`<code>${name}</code>`, html`<code>${type}</code>`, marks.join(" ")]),
      )
}
${relations.length > 0 && html`<h2>Relations</h2>\n<ul>${relations.map(({ title }) => html`<li>${title}</li>\n`)}</ul>`}`;
}
