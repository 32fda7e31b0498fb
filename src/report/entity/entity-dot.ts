import { describeRef } from "../../model/ref.ts";
import type { Choice } from "./choose-entities.ts";
import { drawnColumns, type DrawnColumns, entityLabel } from "./entity-label.ts";
import type { Entity, Relation } from "./entity.ts";
import { quoted } from "./dot-text.ts";

/** What was chosen of a schema for Graphviz: entities with their columns, and what leads from one to another. It has classes for the colours that `diagramStyle` gives, and none of its own. */
export function dotOf(choice: Choice): string {
  const { entities, relations, focus } = choice;
  const nodes = new Map(
    entities.map((entity, at): [string, Node] => [
      entity.key,
      { id: `n${at}`, entity, columns: drawnColumns(entity, relations, focus), isFocus: entity === focus },
    ]),
  );
  const schemas = Map.groupBy(nodes.values(), ({ entity }) => entity.ref.schema ?? "");
  const inSchema = [...schemas].map(([schema, members], at) => cluster(schemas.size === 1 ? undefined : { schema, at }, members));
  return [
    "digraph schema {",
    '  graph [rankdir=LR, bgcolor=transparent, nodesep=0.3, ranksep=0.9, fontname="Courier", fontsize=12, margin=0];',
    '  node [shape=plain, fontname="Courier", fontsize=12];',
    "  edge [dir=both, arrowsize=0.8];",
    ...inSchema.flat(),
    ...relations.flatMap((relation) => {
      const [from, to] = [nodes.get(relation.from), nodes.get(relation.to)];
      return from && to ? [`  ${edge(relation, from, to)}`] : [];
    }),
    ...sideBySide([...nodes.values()].filter(({ entity }) => !relations.some(({ from, to }) => from === entity.key || to === entity.key))),
    "}",
  ].join("\n");
}

interface Node {
  readonly id: string;
  readonly entity: Entity;
  readonly columns: DrawnColumns;
  readonly isFocus: boolean;
}

function cluster(named: { readonly schema: string; readonly at: number } | undefined, members: readonly Node[]): readonly string[] {
  // From left to right, Graphviz puts what it reads first at the bottom.
  const lines = members.toReversed().map(nodeLine);
  if (named === undefined) return lines.map((line) => `  ${line}`);
  return [
    `  subgraph cluster_${named.at} {`,
    `    graph [class="home", label=${quoted(named.schema)}, labeljust=l, margin=12];`,
    ...lines.map((line) => `    ${line}`),
    "  }",
  ];
}

function nodeLine({ id, entity, columns, isFocus }: Node): string {
  const link = entity.word === "elsewhere" ? "" : `, URL=${quoted(`?table=${encodeURIComponent(entity.key)}`)}`;
  const about = [entity.word, describeRef(entity.ref)].join(" ");
  return `${id} [class=${quoted(`entity ${entity.word}${isFocus ? " focus" : ""}`)}, tooltip=${quoted(about)}${link}, label=<${entityLabel(entity, columns)}>];`;
}

/** Crow's foot: what stands at an end is how many of it there are for one of the other. */
function edge({ kind, title, ends }: Relation, from: Node, to: Node): string {
  const common = `class=${quoted(`relation ${kind}`)}, tooltip=${quoted(title)}`;
  if (ends === undefined)
    return `${from.id} -> ${to.id} [${common}, arrowtail=none, arrowhead=${kind === "inheritance" ? "onormal" : "vee"}];`;
  // From row to row of one box, Graphviz leads a loop behind what stands beside it.
  const [tail, head] = from === to ? [from.id, to.id] : [port(from, ends.columns[0], "r"), port(to, ends.referenced[0], "l")];
  const shapes = `arrowtail=${ends.isUnique ? "teeodot" : "crowodot"}, arrowhead=${ends.isRequired ? "teetee" : "teeodot"}`;
  return `${tail} -> ${head} [${common}, ${shapes}];`;
}

function port({ id, columns }: Node, name: string | undefined, side: "l" | "r"): string {
  const at = columns.shown.findIndex((column) => column.name === name);
  return at < 0 ? id : `${id}:${side}${at}:${side === "l" ? "w" : "e"}`;
}

/** What relates to nothing would stand in one long column: chains that nobody sees make rows of it. */
function sideBySide(alone: readonly Node[]): readonly string[] {
  const width = Math.ceil(Math.sqrt(alone.length));
  return [...Map.groupBy(alone, ({ entity }) => entity.ref.schema).values()].flatMap((members) =>
    members.flatMap(({ id }, at) => (at % width === 0 ? [] : [`  ${members[at - 1]?.id} -> ${id} [style=invis];`])),
  );
}
