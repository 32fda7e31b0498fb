import { canonicalJson } from "../core/canonical-json.ts";
import type { MappingOption, UserMapping } from "../model/foreign-body.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";
import { known, type Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** `nameless`: a secret of which only is known that it is there; `any`: also what can be read in the open, where it was said as a secret. */
type Naming = "nameless" | "any";

/** What holds secrets. */
type Holder = SchemaObjectOf<"foreignServer"> | SchemaObjectOf<"subscription">;

const isHolder = (object: SchemaObject): object is Holder => object.kind === "foreignServer" || object.kind === "subscription";

/**
 * The model with the names of secrets, where `said` has them, whoever says it first of a mapping or a subscription: from a database comes only that there is a secret,
 * and a secret of another name is another one.
 */
export function withSecretNames(model: Model, said: Iterable<SchemaObject>, naming: Naming): SchemaModel {
  let result = SchemaModel.from(model);
  const told = new Set<string>();
  for (const object of said) {
    if (!isHolder(object)) continue;
    if (object.kind === "subscription") {
      const found = known(result.get(object.ref as SchemaObjectOf<"subscription">["ref"]));
      // Once it has a name, whoever says another said it earlier.
      if (found?.kind === "subscription" && found.body.connection.secret === null)
        result = result.with({ ...found, body: { ...found.body, connection: object.body.connection } });
      continue;
    }
    const { ref, body } = object;
    if (body.userMappings === undefined) continue;
    const found = known(result.get({ ...ref, kind: "foreignServer" }));
    if (found?.body.userMappings === undefined) continue;
    const mappings = new Map(
      body.userMappings
        .filter(({ role, options }) => options !== null && !told.has(canonicalJson([ref.name, role])))
        .map((mapping) => [mapping.role, mapping]),
    );
    for (const role of mappings.keys()) told.add(canonicalJson([ref.name, role]));
    const userMappings = found.body.userMappings.map((mapping) => named(mapping, mappings.get(mapping.role), naming));
    result = result.with({ ...found, body: { ...found.body, userMappings } });
  }
  return result;
}

/** Whether there is anything by which a role comes to a server, or this one to another, and that a name may stand for. */
export function mayHoldSecrets(model: Model): boolean {
  for (const { kind, body } of model.objects())
    if (
      kind === "subscription" ||
      (kind === "foreignServer" && body.userMappings?.some(({ options }) => Object.keys(options ?? {}).length > 0))
    )
      return true;
  return false;
}

/** What holds secrets as runs of ours left it after row `seq`, newest first: what an inverse begins with is what its step made. */
export const holdersLeft = (newestFirst: readonly HistoryEntry[], seq: number): readonly SchemaObject[] =>
  newestFirst
    .filter((entry) => entry.seq > seq && entry.outcome === "applied")
    .flatMap(({ steps }) =>
      parseSteps(steps)
        .toReversed()
        .flatMap(({ inverse }) => inverse ?? []),
    )
    .flatMap((change) => (change.kind === "object" && change.before !== null && isHolder(change.before) ? [change.before] : []));

function named(mapping: UserMapping, said: UserMapping | undefined, naming: Naming): UserMapping {
  if (mapping.options === null || said === undefined || said.options === null) return mapping;
  const names = said.options;
  const nameOf = (name: string, option: MappingOption): MappingOption => {
    const secret = names[name];
    const isOpen = typeof option === "string" ? naming === "any" : option.secret === null;
    return isOpen && typeof secret === "object" ? secret : option;
  };
  return { ...mapping, options: Object.fromEntries(Object.entries(mapping.options).map(([name, option]) => [name, nameOf(name, option)])) };
}
