import type { Entities, Entity, Relation } from "./entity.ts";

export interface Choice extends Entities {
  readonly focus: Entity | undefined;
  /** How many would stand beside it and do not. */
  readonly leftOut: number;
}

/** More than this nobody reads at once, and laying them out takes seconds; around one they stand in a column. */
const mostEntities = 60;
const mostAround = 25;

/** What is drawn: all of it where it is not too much, or the entity of a key with its neighbours. Undefined where somebody has to choose one, and where there is none of that key. */
export function chooseEntities({ entities, relations }: Entities, key: string | undefined): Choice | undefined {
  if (key === undefined)
    return entities.length > mostEntities ? undefined : { entities, relations: relations.filter(isOfTables), focus: undefined, leftOut: 0 };
  const focus = entities.find((entity) => entity.key === key);
  if (focus === undefined) return undefined;
  const near = new Set(closestFirst(relations).flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : [])));
  near.delete(key);
  const drawn = new Set([key, ...[...near].slice(0, mostAround - 1)]);
  return {
    entities: entities.filter((entity) => drawn.has(entity.key)),
    relations: relations.filter(({ from, to }) => (from === key || to === key) && drawn.has(from) && drawn.has(to)),
    focus,
    leftOut: near.size + 1 - drawn.size,
  };
}

/** What views read is not among it: it would cover the whole picture. */
const isOfTables = ({ kind }: Relation): boolean => kind !== "reading";

const rank: Readonly<Record<Relation["kind"], number>> = { reference: 0, inheritance: 1, reading: 2 };
const closestFirst = (relations: readonly Relation[]): readonly Relation[] => relations.toSorted((a, b) => rank[a.kind] - rank[b.kind]);
