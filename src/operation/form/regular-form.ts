import type { CompositeTypeEntry } from "../../model/kind/composite-type.shape.ts";
import type { DdlObjectEntry } from "../../model/kind/ddl-object.shape.ts";
import type { DomainEntry } from "../../model/kind/domain.shape.ts";
import type { EnumEntry } from "../../model/kind/enum.shape.ts";
import type { ExtensionEntry } from "../../model/kind/extension.shape.ts";
import type { ForeignDataWrapperEntry } from "../../model/kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../../model/kind/foreign-server.shape.ts";
import type { PublicationEntry } from "../../model/kind/publication.shape.ts";
import type { SubscriptionEntry } from "../../model/kind/subscription.shape.ts";
import type { IndexEntry } from "../../model/kind/index.shape.ts";
import type { RangeTypeEntry } from "../../model/kind/range-type.shape.ts";
import type { AggregateEntry } from "../../model/kind/aggregate.shape.ts";
import type { EventTriggerEntry } from "../../model/kind/event-trigger.shape.ts";
import type { FunctionEntry } from "../../model/kind/function.shape.ts";
import type { ProcedureEntry } from "../../model/kind/procedure.shape.ts";
import type { RuleEntry } from "../../model/kind/rule.shape.ts";
import type { PolicyEntry } from "../../model/kind/policy.shape.ts";
import type { SchemaEntry } from "../../model/kind/schema.shape.ts";
import type { SequenceEntry } from "../../model/kind/sequence.shape.ts";
import type { TableEntry } from "../../model/kind/table.shape.ts";
import type { TriggerEntry } from "../../model/kind/trigger.shape.ts";
import type { ViewEntry } from "../../model/kind/view.shape.ts";
import type { EntryContext } from "../../model/entry/entry-context.ts";
import type { WriteSettings } from "../../model/entry/write/write-name.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../model/object.ts";
import type { DdlKind, ObjectRef } from "../../model/ref.ts";
import type { Placement } from "../regular.shape.ts";

/** The kinds whose operations are derived. */
export interface RegularEntries extends Record<DdlKind, DdlObjectEntry> {
  schema: SchemaEntry;
  extension: ExtensionEntry;
  enum: EnumEntry;
  domain: DomainEntry;
  compositeType: CompositeTypeEntry;
  rangeType: RangeTypeEntry;
  sequence: SequenceEntry;
  table: TableEntry;
  index: IndexEntry;
  view: ViewEntry;
  function: FunctionEntry;
  procedure: ProcedureEntry;
  aggregate: AggregateEntry;
  trigger: TriggerEntry;
  rule: RuleEntry;
  eventTrigger: EventTriggerEntry;
  policy: PolicyEntry;
  foreignDataWrapper: ForeignDataWrapperEntry;
  foreignServer: ForeignServerEntry;
  publication: PublicationEntry;
  subscription: SubscriptionEntry;
}
export type RegularKind = keyof RegularEntries;
export type Named = Placement & { readonly name: string };

/** What distinguishes one regular kind from another in an operation. */
export interface RegularForm<K extends RegularKind> {
  readonly kind: K;
  /** The ref that a name stands for; of an index without its table the model is asked. */
  locate(named: Named, model: Model, context: EntryContext): ObjectRef & { readonly kind: K };
  /** The object and what its entry holds. */
  read(entry: RegularEntries[K] & Placement, model: Model, context: EntryContext): readonly SchemaObject[];
  /** The entry without children, with what finds its place. */
  write(object: SchemaObjectOf<K>, settings: WriteSettings): RegularEntries[K] & Placement;
  /** An object of which only the name is known. */
  stub(ref: ObjectRef & { readonly kind: K }): SchemaObjectOf<K>;
}
