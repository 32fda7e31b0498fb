import { canonicalJson } from "../core/canonical-json.ts";
import type { MappingOption, UserMapping } from "../model/foreign-body.ts";
import type { SchemaObject } from "../model/object.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";
import { known, type Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** `nameless`: a secret of which only is known that it is there; `any`: also what can be read in the open, where it was said as a secret. */
type Naming = "nameless" | "any";

/**
 * The model with the names of secrets by which roles come to servers, where `said` has them, whoever says it first of a mapping: from a database comes only that there is a secret,
 * and a secret of another name is another one.
 */
export function withSecretNames(model: Model, said: Iterable<SchemaObject>, naming: Naming): SchemaModel {
  let result = SchemaModel.from(model);
  const told = new Set<string>();
  for (const { kind, ref, body } of said) {
    if (kind !== "foreignServer" || body.userMappings === undefined) continue;
    const found = known(result.get({ ...ref, kind }));
    if (found?.body.userMappings === undefined) continue;
    const mappings = new Map(body.userMappings.filter(({ role, options }) => options !== null && !told.has(canonicalJson([ref.name, role]))).map((mapping) => [mapping.role, mapping]));
    for (const role of mappings.keys()) told.add(canonicalJson([ref.name, role]));
    const userMappings = found.body.userMappings.map((mapping) => named(mapping, mappings.get(mapping.role), naming));
    result = result.with({ ...found, body: { ...found.body, userMappings } });
  }
  return result;
}

/** Whether there is anything by which a role comes to a server, and that a name may stand for. */
export function mayHoldSecrets(model: Model): boolean {
  for (const { kind, body } of model.objects()) if (kind === "foreignServer" && body.userMappings?.some(({ options }) => Object.keys(options ?? {}).length > 0)) return true;
  return false;
}

/** Servers as runs of ours left them after row `seq`, newest first: what an inverse begins with is what its step made. */
export const serversLeft = (newestFirst: readonly HistoryEntry[], seq: number): readonly SchemaObject[] =>
  newestFirst
    .filter((entry) => entry.seq > seq && entry.outcome === "applied")
    .flatMap(({ steps }) => parseSteps(steps).toReversed().flatMap(({ inverse }) => inverse ?? []))
    .flatMap((change) => (change.kind === "object" && change.before?.kind === "foreignServer" ? [change.before] : []));

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
