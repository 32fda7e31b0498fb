import type { Generated, IndexKey } from "./body.ts";
import { mapSettings } from "./column-setting.ts";
import type { Expression } from "./expression.ts";
import type { PartitionBy } from "./partitioning.ts";
import type { PublishedTable } from "./publication-body.ts";
import type { DomainCheck } from "./type-body.ts";
import type { FieldRule } from "./field-rule.ts";

type MapExpressions = (value: never, change: (expression: Expression) => Expression) => unknown;

const keep = (value: unknown): unknown => value;

/** The value with every expression in it changed. */
export const mapFieldExpressions: Readonly<Record<FieldRule, MapExpressions>> = {
  exact: keep,
  set: keep,
  comments: keep,
  whereSaid: keep,
  rowSecurity: keep,
  sequenceOption: keep,
  identity: keep,
  notNull: keep,
  attributes: keep,
  userMappings: keep,
  secret: keep,
  partitionBy: (value: PartitionBy | undefined, change) => {
    if (value === undefined) return value;
    const keys = value.keys.map((key) => {
      const expression = key.expression === null ? null : change(key.expression);
      return expression === key.expression ? key : { ...key, expression };
    });
    return keys.some((key, at) => key !== value.keys[at]) ? { ...value, keys } : value;
  },
  published: (value: readonly PublishedTable[], change) => {
    const tables = value.map((each) => {
      const where = each.where === null ? null : change(each.where);
      return where === each.where ? each : { ...each, where };
    });
    return tables.some((each, at) => each !== value[at]) ? tables : value;
  },
  // Bounds name nothing.
  partitionOf: keep,
  indexNames: keep,
  notCompared: keep,
  domainChecks: (value: readonly DomainCheck[], change) => {
    const checks = value.map((check) => {
      const expression = change(check.expression);
      return expression === check.expression ? check : { ...check, expression };
    });
    return checks.some((check, at) => check !== value[at]) ? checks : value;
  },
  columnSettings: mapSettings,
  expression: (value: Expression | null, change) => (value === null ? null : change(value)),
  expressions: (value: readonly Expression[], change) => {
    const list = value.map(change);
    return list.some((expression, at) => expression !== value[at]) ? list : value;
  },
  generated: (value: Generated | null, change) => {
    if (value === null) return null;
    const expression = change(value.expression);
    return expression === value.expression ? value : { ...value, expression };
  },
  keys: (value: readonly IndexKey[], change) => {
    const keys = value.map((key) => {
      const expression = key.expression === null ? null : change(key.expression);
      return expression === key.expression ? key : { ...key, expression };
    });
    return keys.some((key, index) => key !== value[index]) ? keys : value;
  },
};
