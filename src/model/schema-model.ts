import { Children } from "./children.ts";
import { mentions } from "./mentions.ts";
import { gatherState } from "./gather-state.ts";
import type { Found, Model } from "./model.ts";
import type { Cluster, State } from "./model-state.ts";
import { clusterRank, forget, homeKey, isSameTop, remember, topOf } from "./model-state.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";
import { PersistentMap } from "./persistent-map.ts";
import type { ObjectKind, ObjectRef } from "./ref.ts";
import { refKey } from "./ref.ts";
import { tablesAbove } from "./tables-above.ts";

/** The Model. Each change gives a new version that shares nearly everything with the one before. */
export class SchemaModel implements Model {
  readonly #state: State;
  /** What was looked for last: questions about one table come in rows. */
  #recent: ObjectRef | undefined;
  #recentCluster: Cluster | undefined;
  /** In the order of `objects`, once somebody has gone through them. */
  #ordered: readonly Cluster[] | undefined;

  private constructor(state: State) {
    this.#state = state;
  }

  static readonly empty = new SchemaModel({
    clusters: PersistentMap.empty(),
    mentionedBy: () => PersistentMap.empty(),
    indexLike: () => PersistentMap.empty(),
    routines: PersistentMap.empty(),
    byDefault: [],
    size: 0,
    nextOrder: 0,
    open: false,
    unseen: false,
  });

  /** What documents know of a database that nobody looks at: nothing yet, and that there may be more. */
  static readonly unseen = new SchemaModel({ ...SchemaModel.empty.#state, unseen: true });

  static of(objects: Iterable<SchemaObject>): SchemaModel {
    const list = [...objects];
    const state = gatherState(list);
    return state === undefined
      ? list.reduce<SchemaModel>((model, object) => model.with(object), SchemaModel.empty)
      : new SchemaModel(state);
  }

  /** The same objects in a SchemaModel, whoever implements the model. */
  static from(model: Model): SchemaModel {
    if (model instanceof SchemaModel) return model;
    const copy = new SchemaModel({ ...SchemaModel.of(model.objects()).#state, unseen: model.unseen });
    return model.open ? copy.opened() : copy;
  }

  get open(): boolean {
    return this.#state.open;
  }

  get unseen(): boolean {
    return this.#state.unseen;
  }

  get size(): number {
    return this.#state.size;
  }

  get<K extends ObjectKind>(ref: ObjectRef & { readonly kind: K }): Found<K> {
    return (
      (this.#find(ref) as Exclude<Found<K>, string> | undefined) ??
      (this.open || this.#isUnseen(ref) || this.#isInherited(ref) ? "unknown" : "absent")
    );
  }

  /** Columns that a partition has from its table, or a table from those that it inherits from, are not objects of their own; what nobody above has, is none. */
  #isInherited({ kind, parent, name }: ObjectRef): boolean {
    if (kind !== "column" || parent === undefined) return false;
    const table = this.#find(parent);
    if (table?.kind !== "table") return false;
    return tablesAbove(table.body).some((above) => {
      const column: ObjectRef = { kind, parent: above, name };
      const whole = this.#find(above);
      return whole === undefined || whole.nameOnly === true || this.#find(column) !== undefined || this.#isInherited(column);
    });
  }

  has(ref: ObjectRef): boolean {
    return this.#find(ref) !== undefined;
  }

  children(ref: ObjectRef, kind?: ObjectKind): readonly SchemaObject[] {
    if (ref.parent !== undefined) return [];
    const children = this.#cluster(ref)?.children.list ?? [];
    return kind === undefined ? children : children.filter((child) => child.kind === kind);
  }

  dependants(ref: ObjectRef): readonly SchemaObject[] {
    if (ref.kind === "schema") return [...this.objects()].filter((object) => object.kind !== "schema" && object.ref.schema === ref.name);
    const siblings = ref.parent === undefined ? [] : this.children(ref.parent).filter((sibling) => refKey(sibling.ref) !== refKey(ref));
    const elsewhere = (this.#state.mentionedBy().get(refKey(topOf(ref))) ?? []).flatMap((other) => this.#find(other) ?? []);
    return [...siblings, ...elsewhere].filter((object) => mentions(object, ref));
  }

  indexNamed(schema: string, name: string): SchemaObjectOf<"index"> | undefined {
    const found = this.relationNamed(schema, name);
    return found?.kind === "index" ? found : undefined;
  }

  relationNamed(schema: string, name: string): SchemaObject | undefined {
    const indexLike = this.#state.indexLike().get(homeKey(schema, name));
    if (indexLike !== undefined) return this.#find(indexLike);
    for (const kind of ["table", "view", "sequence"] as const) {
      const found = this.#find({ kind, schema, name });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  routinesNamed(schema: string, name: string): readonly ObjectRef[] {
    return this.#state.routines.get(homeKey(schema, name)) ?? [];
  }

  givesByDefault(schema: string): boolean {
    return this.#state.byDefault.some((ref) => ref.schema === undefined || ref.schema === schema);
  }

  *objects(): Generator<SchemaObject> {
    this.#ordered ??= [...this.#state.clusters.values()].sort((a, b) => clusterRank(a) - clusterRank(b) || a.order - b.order);
    for (const { top, children } of this.#ordered) {
      if (top !== null) yield top;
      yield* children.list;
    }
  }

  /** With the object added, or put in the place of the one that had its ref. */
  with(object: SchemaObject): SchemaModel {
    const key = refKey(topOf(object.ref));
    const cluster = this.#cluster(topOf(object.ref)) ?? { order: this.#state.nextOrder, top: null, children: Children.none };
    const previous = this.#find(object.ref);
    const next =
      object.ref.parent === undefined ? { ...cluster, top: object } : { ...cluster, children: cluster.children.with(object, previous) };
    const cleared = previous === undefined ? this.#state : forget(this.#state, previous);
    const model = new SchemaModel(
      remember(
        {
          ...cleared,
          clusters: this.#state.clusters.set(key, next),
          size: this.#state.size + (previous === undefined ? 1 : 0),
          nextOrder: this.#state.nextOrder + 1,
        },
        object,
      ),
    );
    model.#recent = topOf(object.ref);
    model.#recentCluster = next;
    return model;
  }

  /** Without the object of that ref; children of a table without the table stay, so they are to be taken out first. */
  without(ref: ObjectRef): SchemaModel {
    const previous = this.#find(ref);
    if (previous === undefined) return this;
    const key = refKey(topOf(ref));
    const cluster = this.#state.clusters.get(key) as Cluster;
    const left = ref.parent === undefined ? { ...cluster, top: null } : { ...cluster, children: cluster.children.without(previous) };
    const clusters =
      left.top === null && left.children.list.length === 0 ? this.#state.clusters.delete(key) : this.#state.clusters.set(key, left);
    return new SchemaModel({ ...forget(this.#state, previous), clusters, size: this.#state.size - 1 });
  }

  /** With `object` in the place of what was called `ref`; children of a renamed table or view are left out, for the caller to add under their new refs. */
  moved(ref: ObjectRef, object: SchemaObject): SchemaModel {
    const previous = this.#find(ref);
    if (previous === undefined) return this.with(object);
    const key = refKey(topOf(ref));
    const cluster = this.#state.clusters.get(key) as Cluster;
    const gone = ref.parent === undefined ? [previous, ...cluster.children.list] : [previous];
    const cleared = gone.reduce(forget, this.#state);
    const clusters =
      ref.parent === undefined
        ? this.#state.clusters.delete(key).set(refKey(object.ref), { ...cluster, top: object, children: Children.none })
        : this.#state.clusters.set(key, { ...cluster, children: cluster.children.with(object, previous) });
    return new SchemaModel(remember({ ...cleared, clusters, size: this.#state.size - gone.length + 1 }, object));
  }

  /** What is not in it is unknown from now on. */
  opened(): SchemaModel {
    return this.open ? this : new SchemaModel({ ...this.#state, open: true });
  }

  /** Of what a document has made the parts are known to the last. */
  #isUnseen({ parent }: ObjectRef): boolean {
    if (!this.unseen) return false;
    const home = parent === undefined ? undefined : this.#find(parent);
    return home === undefined || home.nameOnly === true;
  }

  #find(ref: ObjectRef): SchemaObject | undefined {
    const cluster = this.#cluster(topOf(ref));
    return ref.parent === undefined ? (cluster?.top ?? undefined) : cluster?.children.find(ref);
  }

  #cluster(top: ObjectRef): Cluster | undefined {
    if (this.#recent !== undefined && isSameTop(this.#recent, top)) return this.#recentCluster;
    this.#recent = top;
    this.#recentCluster = this.#state.clusters.get(refKey(top));
    return this.#recentCluster;
  }
}
