import type { AlterDomainStmt, AlterEnumStmt, CreateFunctionStmt, GrantStmt, Node } from "libpg-query";
import { lockModes } from "../../../instruction/instruction.ts";
import type { Act } from "../../../port/act.ts";
import { type Body, type NodeKind, bodiesOf, bodyOf, hasOption, named, namedBy, words } from "../impact/syntax.ts";
import { dropped, renamed } from "./drop-and-rename-acts.ts";
import { deletedRows, insertedRows, rowsInWith, updatedRows } from "./row-acts.ts";
import { alteredTable, createdTable } from "./table-acts.ts";

type Rules = { readonly [K in NodeKind]?: (body: Body<K>) => readonly Act[] };

const unknown = (what: string) => (): readonly Act[] => [{ kind: "runUnknown", what }];

/** What each kind of statement says that a rule may ask for; of the others no rule has anything to say. */
const rules: Rules = {
  CreateStmt: createdTable,
  CreateTableAsStmt: ({ into, if_not_exists: guarded = false }) =>
    named(into?.rel) === null ? [] : [{ kind: "createTable", table: named(into?.rel) ?? { name: "" }, guarded }],
  AlterTableStmt: alteredTable,
  DropStmt: dropped,
  RenameStmt: renamed,
  IndexStmt: ({ relation, idxname, unique = false, concurrent = false, if_not_exists: guarded = false }) =>
    about(named(relation), (table) => [
      {
        kind: "createIndex",
        table,
        name: idxname ?? null,
        unique,
        concurrently: concurrent,
        ...(relation?.inh ? {} : { only: true as const }),
        guarded,
      },
    ]),
  ReindexStmt: ({ relation, name, params }) => [
    { kind: "reindex", target: relation?.relname ?? name ?? "the database", concurrently: hasOption(params, "concurrently") },
  ],
  VacuumStmt: ({ options, rels, is_vacuumcmd: vacuum }) =>
    !vacuum || !hasOption(options, "full")
      ? []
      : rels === undefined
        ? [rewrite(null, "VACUUM FULL")]
        : bodiesOf(rels, "VacuumRelation").map(({ relation }) => rewrite(named(relation), "VACUUM FULL")),
  ClusterStmt: ({ relation }) => [rewrite(named(relation), "CLUSTER")],
  RefreshMatViewStmt: ({ relation, concurrent = false }) =>
    about(named(relation), (view) => [{ kind: "refreshView", view, concurrently: concurrent }]),
  TruncateStmt: ({ relations, behavior }) => [
    {
      kind: "truncate",
      tables: bodiesOf(relations, "RangeVar").flatMap((each) => named(each) ?? []),
      cascade: behavior === "DROP_CASCADE",
    },
  ],
  InsertStmt: insertedRows,
  UpdateStmt: updatedRows,
  DeleteStmt: deletedRows,
  SelectStmt: rowsInWith,
  LockStmt: ({ relations, mode = 8 }) =>
    bodiesOf(relations, "RangeVar").flatMap((each) =>
      about(named(each), (table) => [{ kind: "lockTable", table, mode: lockModes[mode - 1] ?? "accessExclusive" }]),
    ),
  CreateTrigStmt: ({ relation, trigname = "" }) => about(named(relation), (table) => [{ kind: "createTrigger", table, name: trigname }]),
  CreateFunctionStmt: createdRoutine,
  GrantStmt: granted,
  AlterDefaultPrivilegesStmt: ({ action }) => (action === undefined ? [] : granted(action)),
  AlterEnumStmt: alteredEnum,
  CreateDomainStmt: ({ domainname, constraints }) =>
    about(namedBy(words(domainname)), (domain) =>
      bodiesOf(constraints, "Constraint").some(({ contype }) => contype === "CONSTR_CHECK")
        ? [{ kind: "constrainDomain", domain, at: "creation", validated: true }]
        : [],
    ),
  AlterDomainStmt: alteredDomain,
  AlterExtensionStmt: ({ extname = "" }) => [{ kind: "updateExtension", name: extname }],
  VariableSetStmt: ({ name, kind }) => (name === undefined || kind === "VAR_RESET" ? [] : [{ kind: "setParameter", name }]),
  AlterOwnerStmt: ({ object, newowner }) => [
    {
      kind: "setOwner",
      what:
        words(bodyOf(object, "List")?.items ?? bodyOf(object, "TypeName")?.names ?? bodyOf(object, "ObjectWithArgs")?.objname).join(".") ||
        (bodyOf(object, "String")?.sval ?? "it"),
      owner: newowner?.rolename ?? "whoever runs it",
    },
  ],
  DropdbStmt: ({ dbname = "" }) => [{ kind: "drop", what: "database", name: { name: dbname }, cascade: false }],
  DropOwnedStmt: () => [{ kind: "drop", what: "object", name: { name: "all that a role owns" }, cascade: false }],
  DoStmt: unknown("a DO block"),
  CallStmt: unknown("a procedure"),
  ExecuteStmt: unknown("a prepared statement"),
};

/** What a statement does, as far as a rule may have something to say of it. */
export function actsOf(node: Node): readonly Act[] {
  const [[kind, body] = ["", {}]] = Object.entries(node);
  return (rules[kind as NodeKind] as ((body: unknown) => readonly Act[]) | undefined)?.(body) ?? [];
}

function about<T>(found: T | null, acts: (found: T) => readonly Act[]): readonly Act[] {
  return found === null ? [] : acts(found);
}

const rewrite = (table: ReturnType<typeof named>, by: string): Act => ({ kind: "rewriteTable", table, by });

function createdRoutine({ funcname, options }: CreateFunctionStmt): readonly Act[] {
  const elements = bodiesOf(options, "DefElem");
  const security = elements.find(({ defname }) => defname === "security")?.arg;
  const pins = elements.some(({ defname, arg }) => defname === "set" && bodyOf(arg, "VariableSetStmt")?.name === "search_path");
  return [
    {
      kind: "createRoutine",
      name: words(funcname).join("."),
      rights: bodyOf(security, "Boolean")?.boolval === true ? "definer" : "invoker",
      pinsSearchPath: pins,
    },
  ];
}

function granted({ is_grant: gives, grantees, privileges, objtype = "OBJECT_TABLE" }: GrantStmt): readonly Act[] {
  if (gives !== true) return [];
  const to = bodiesOf(grantees, "RoleSpec").map(({ roletype, rolename = "" }) => (roletype === "ROLESPEC_PUBLIC" ? "PUBLIC" : rolename));
  const rights = bodiesOf(privileges, "AccessPriv").map(({ priv_name: name = "" }) => name.toUpperCase());
  return [
    { kind: "grant", to, what: `${rights.length === 0 ? "ALL" : rights.join(", ")} on ${objtype.replace(/^OBJECT_/, "").toLowerCase()}` },
  ];
}

function alteredEnum({ typeName, newVal, oldVal, newValNeighbor }: AlterEnumStmt): readonly Act[] {
  return about(namedBy(words(typeName)), (type) => {
    if (newVal === undefined) return [];
    if (oldVal === undefined) return [{ kind: "addEnumValue", type, value: newVal, placed: newValNeighbor !== undefined }];
    return [{ kind: "rename", what: "enum value", of: type, from: { name: oldVal }, to: newVal }];
  });
}

function alteredDomain({ subtype, typeName, def }: AlterDomainStmt): readonly Act[] {
  const constraint = bodyOf(def, "Constraint");
  // `C` is ADD CONSTRAINT, `O` is SET NOT NULL.
  return subtype === "C" || subtype === "O"
    ? about(namedBy(words(typeName)), (domain) => [
        { kind: "constrainDomain", domain, at: "later", validated: constraint?.skip_validation !== true },
      ])
    : [];
}
