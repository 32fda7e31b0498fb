import type { MappingOption, UserMapping } from "../model/foreign-body.ts";
import type { SchemaObject } from "../model/object.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";
import { known, type Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/**
 * The model with the names of secrets by which roles come to servers, where `said` has them: from a database comes only that there is a secret,
 * and a secret of another name is another one.
 */
export function withSecretNames(model: Model, said: Iterable<SchemaObject>): SchemaModel {
  let result = SchemaModel.from(model);
  for (const { kind, ref, body } of said) {
    if (kind !== "foreignServer" || body.userMappings === undefined) continue;
    const found = known(result.get({ ...ref, kind }));
    if (found?.body.userMappings === undefined) continue;
    const mappings = new Map(body.userMappings.map((mapping) => [mapping.role, mapping]));
    const userMappings = found.body.userMappings.map((mapping) => named(mapping, mappings.get(mapping.role)));
    result = result.with({ ...found, body: { ...found.body, userMappings } });
  }
  return result;
}

/** Whether there is any secret of which nobody has said the name. */
export function hasNamelessSecrets(model: Model): boolean {
  for (const { kind, body } of model.objects())
    if (kind === "foreignServer" && body.userMappings?.some(({ options }) => Object.values(options ?? {}).some(isNameless))) return true;
  return false;
}

/** Servers as runs of ours left them after row `seq`, newest first: what an inverse begins with is what its step made. */
export const serversLeft = (newestFirst: readonly HistoryEntry[], seq: number): readonly SchemaObject[] =>
  newestFirst
    .filter((entry) => entry.seq > seq && entry.outcome === "applied")
    .flatMap(({ steps }) => parseSteps(steps).toReversed().flatMap(({ inverse }) => inverse ?? []))
    .flatMap((change) => (change.kind === "object" && change.before?.kind === "foreignServer" ? [change.before] : []));

function named(mapping: UserMapping, said: UserMapping | undefined): UserMapping {
  if (mapping.options === null || said === undefined || said.options === null) return mapping;
  const names = said.options;
  return { ...mapping, options: Object.fromEntries(Object.entries(mapping.options).map(([name, option]) => [name, isNameless(option) ? (names[name] ?? option) : option])) };
}

const isNameless = (option: MappingOption): boolean => typeof option !== "string" && option.secret === null;
