import type { ObjectKind } from "../ref.ts";
import { aggregateKind } from "./aggregate.ts";
import { checkKind } from "./check.ts";
import { columnKind } from "./column.ts";
import { compositeTypeKind } from "./composite-type.ts";
import type { KindDescription } from "./define-kind.ts";
import { defaultPrivilegesKind } from "./default-privileges.ts";
import { defineDdlKinds } from "./ddl-kinds.ts";
import { domainKind } from "./domain.ts";
import { enumKind } from "./enum.ts";
import { eventTriggerKind } from "./event-trigger.ts";
import { excludeKind } from "./exclude.ts";
import { extensionKind } from "./extension.ts";
import { foreignDataWrapperKind } from "./foreign-data-wrapper.ts";
import { foreignKeyKind } from "./foreign-key.ts";
import { foreignServerKind } from "./foreign-server.ts";
import { functionKind } from "./function.ts";
import { indexKind } from "./index.ts";
import { policyKind } from "./policy.ts";
import { primaryKeyKind } from "./primary-key.ts";
import { rangeTypeKind } from "./range-type.ts";
import { procedureKind } from "./procedure.ts";
import { publicationKind } from "./publication.ts";
import { ruleKind } from "./rule.ts";
import { schemaKind } from "./schema.ts";
import { sequenceKind } from "./sequence.ts";
import { settingKind } from "./setting.ts";
import { tableKind } from "./table.ts";
import { triggerKind } from "./trigger.ts";
import { subscriptionKind } from "./subscription.ts";
import { uniqueKind } from "./unique.ts";
import { viewKind } from "./view.ts";

/** Every kind's description; in the order in which objects can be created. */
export const kinds: { readonly [K in ObjectKind]: KindDescription<K> } = {
  schema: schemaKind,
  extension: extensionKind,
  ...defineDdlKinds("language", "accessMethod", "collation", "baseType"),
  enum: enumKind,
  domain: domainKind,
  compositeType: compositeTypeKind,
  rangeType: rangeTypeKind,
  sequence: sequenceKind,
  function: functionKind,
  procedure: procedureKind,
  aggregate: aggregateKind,
  ...defineDdlKinds(
    "conversion",
    "textSearchParser",
    "textSearchTemplate",
    "textSearchDictionary",
    "textSearchConfiguration",
    "operator",
    "operatorFamily",
    "operatorClass",
    "cast",
    "transform",
  ),
  foreignDataWrapper: foreignDataWrapperKind,
  foreignServer: foreignServerKind,
  table: tableKind,
  column: columnKind,
  primaryKey: primaryKeyKind,
  unique: uniqueKind,
  check: checkKind,
  exclude: excludeKind,
  index: indexKind,
  foreignKey: foreignKeyKind,
  ...defineDdlKinds("statistics"),
  view: viewKind,
  trigger: triggerKind,
  rule: ruleKind,
  eventTrigger: eventTriggerKind,
  policy: policyKind,
  publication: publicationKind,
  subscription: subscriptionKind,
  setting: settingKind,
  defaultPrivileges: defaultPrivilegesKind,
};

/** The description of a kind that is only known at run time: every kind accepts its own objects. */
export const describeKind = (kind: ObjectKind): KindDescription<ObjectKind> => kinds[kind] as unknown as KindDescription<ObjectKind>;

/** What people call a kind; one that keelson does not have is called by its name. */
export const kindTitle = (kind: string): string => (isKind(kind) ? kinds[kind].title : kind);

const isKind = (kind: string): kind is ObjectKind => Object.hasOwn(kinds, kind);
