import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { type AtHand, age, schemaUsers, users } from "./at-hand.ts";

type Mode = "versioned" | "declarative";

/** Reason and exit code. */
type Said = readonly [reason: string, exitCode: number];

/** A state that a database may be in, and what a reconcile comes to there, in either mode. */
export interface State {
  readonly name: string;
  readonly arrange: (state: Arranging) => Promise<void>;
  readonly versioned: Said;
  readonly declarative: Said;
  /** `nothing`: the Database only says that nothing may run. */
  readonly waits?: "nothing";
}

const phone = "{ addColumn: { table: users, column: { name: phone, type: text } } }";
const ageToo = ", { name: age, type: integer }";
const phoneToo = ", { name: phone, type: text }";
const toMail = "{ renameColumn: { table: users, from: email, to: mail, keepOld: true } }";
const wrong = '{ sql: { text: "SELECT nonsense FROM users" }, downgrade: [] }';
const opaque = '{ sql: { text: "CREATE TABLE opaque (id integer)" }, downgrade: [] }';
const halfWay = `upgrade: [ ${age} ], verify: [ { name: two users, query: SELECT count(*) FROM users, expect: 2 } ]`;
const closed = 'schedule: { windows: [ { cron: "0 0 1 1 *", duration: 1m } ] }';
const theirs = "CREATE TABLE theirs (id integer)";
const byHand = "ALTER TABLE users ADD COLUMN oops text";
const people = schemaUsers().replace("name: users", "name: people, renamedFrom: [users]");
const row = `${schemaUsers()}, rows: [ { table: users, key: [id], extra: delete, values: [ { id: 1, email: x } ] } ]`;

/** Leads a database and its documents into a state. */
export class Arranging {
  readonly #at: AtHand;
  readonly #mode: Mode;

  constructor(at: AtHand, mode: Mode) {
    this.#at = at;
    this.#mode = mode;
  }

  /** What the Database says beside its mode. */
  database(spec = ""): void {
    this.#at.project.database = `mode: ${this.#mode}${spec === "" ? "" : `, ${spec}`}`;
  }

  /** The first revision makes the table of users; `steps` are those of `b` behind it. */
  revisions(...steps: readonly string[]): void {
    this.#at.project.revision("a", null, `upgrade: [ ${users} ]`);
    if (steps.length > 0) this.revision("b", "a", `upgrade: [ ${steps.join(", ")} ]`);
  }

  revision = (id: string, revises: string, spec: string): void => this.#at.project.revision(id, revises, spec);
  schema = (spec: string): void => this.#at.project.schema(spec);
  without = (document: string): void => void this.#at.project.documents.delete(document);
  sql = (text: string): Promise<void> => this.#at.beside.run(text);
  upgrade = async (): Promise<void> => void (await this.#at.go(upgradeRequest("head")));
  reconcile = async (): Promise<void> => void (await reconcileOnce(this.#at.project.options(), reconcileRequest("head")));
}

const state = (name: string, versioned: Said, declarative: Said, arrange: (s: Arranging) => unknown): State => ({
  name,
  arrange: async (s) => void (await arrange(s)),
  versioned,
  declarative,
});
const alike = (name: string, said: Said, arrange: (s: Arranging) => unknown): State => state(name, said, said, arrange);

const inSync: Said = ["InSync", 0];
const ahead: Said = ["SchemaAhead", 2];
const behind: Said = ["SchemaBehind", 2];
const pendingHalf: Said = ["ContractPending", 0];
const contradicts: Said = ["RevisionContradictsSchema", 3];
const invalid: Said = ["Invalid", 3];
const refused: Said = ["Refused", 3];
const suspended: Said = ["Suspended", 5];
const approval: Said = ["AwaitingApproval", 5];
const outside: Said = ["OutsideWindow", 5];
const awaits: Said = ["AwaitingContract", 5];
const blocked: Said = ["DriftBlocked", 6];

/** How Schema and revisions stand to each other. */
const ofTheSchema: readonly State[] = [
  state("the Schema is ahead", ahead, inSync, (s) => {
    s.revisions();
    s.schema(schemaUsers(phoneToo));
  }),
  state("the Schema is behind", behind, contradicts, (s) => {
    s.revisions(age);
    s.schema(schemaUsers());
  }),
  state("the Schema is behind what is there", behind, inSync, async (s) => {
    s.revisions(age);
    s.schema(schemaUsers());
    await s.upgrade();
  }),
  state("the Schema is ahead and behind", ahead, contradicts, (s) => {
    s.revisions(age);
    s.schema(schemaUsers(phoneToo));
  }),
  state("the Schema is behind, behind a step that may have done anything", behind, contradicts, (s) => {
    s.revisions(opaque, age);
    s.schema(schemaUsers());
  }),
  state("the Schema is behind, before a step that may have done anything", behind, inSync, (s) => {
    s.revisions(age, opaque);
    s.schema(schemaUsers());
  }),
  alike("SQL took away again what an operation made", inSync, (s) => {
    s.revisions(age, '{ sql: { text: "ALTER TABLE users DROP COLUMN age" }, downgrade: [] }');
    s.schema(schemaUsers());
  }),
  state("the Schema renames what a revision is to make", ahead, inSync, (s) => {
    s.revisions();
    s.schema(people);
  }),
  state("renamedFrom is left of a rename that a revision makes", ahead, inSync, (s) => {
    s.revisions("{ renameTable: { from: users, to: people } }");
    s.schema(people);
  }),
  state("rows differ", ahead, inSync, async (s) => {
    s.revisions();
    s.schema(row);
    await s.upgrade();
    await s.sql("INSERT INTO users VALUES (2, 'b')");
  }),
  state("the target stops before head", inSync, invalid, (s) => {
    s.database("target: a");
    s.revisions(age);
    s.schema(schemaUsers(ageToo));
  }),
  state("the target stops before head, and is reached", inSync, invalid, async (s) => {
    s.revisions();
    await s.upgrade();
    s.database("target: a");
    s.revisions(age);
    s.schema(schemaUsers(ageToo));
  }),
  alike("something unmanaged lies beside", inSync, async (s) => {
    await s.sql(theirs);
    s.revisions();
    s.schema(schemaUsers());
  }),
  alike("something unmanaged lies beside, under prune", inSync, async (s) => {
    await s.sql(theirs);
    s.database("prune: true");
    s.revisions();
    s.schema(schemaUsers());
  }),
];

/** Where revisions lead. */
const ofRevisions: readonly State[] = [
  alike("a contract half waits", pendingHalf, (s) => s.revisions(toMail)),
  alike("the gate of a contract half is open", inSync, async (s) => {
    s.revisions(toMail);
    await s.upgrade();
    s.database("contract: { after: 0s }");
  }),
  alike("a revision needs a contract half", awaits, (s) => {
    s.revisions(toMail);
    s.revision("c", "b", "upgrade: [ { dropColumn: { table: users, column: mail } } ]");
  }),
  alike("two heads are both the target", inSync, (s) => {
    s.database("target: heads");
    s.revisions(age);
    s.revision("c", "a", `upgrade: [ ${phone} ]`);
  }),
  alike("two heads", ["MultipleHeads", 3], (s) => {
    s.revisions(age);
    s.revision("c", "a", `upgrade: [ ${phone} ]`);
  }),
  alike("a revision came late, by a merge", inSync, async (s) => {
    s.revisions(age);
    await s.upgrade();
    s.revision("c", "a", `upgrade: [ ${phone} ]`);
    s.revision("d", "b, c", "upgrade: []");
  }),
  ...(["refuse", "approve", "allow"] as const).map((policy) =>
    alike(`the target is older, and policy says ${policy}`, { refuse: refused, approve: approval, allow: inSync }[policy], async (s) => {
      s.revisions(age);
      await s.upgrade();
      s.database(`target: a, policy: { downgrade: ${policy} }`);
    }),
  ),
  alike("the source does not know a revision", ["RevisionUnknown", 3], async (s) => {
    s.revisions(age);
    await s.upgrade();
    s.without("b.yaml");
  }),
  alike("a revision failed, and was corrected", inSync, async (s) => {
    s.revisions(wrong);
    await s.reconcile();
    s.revisions(age);
  }),
  alike("a revision failed, and was given up", inSync, async (s) => {
    s.revisions(wrong);
    await s.reconcile();
    s.without("b.yaml");
  }),
  ...[
    { where: "the Database is suspended", spec: "suspend: true", said: suspended },
    { where: "the window is closed", spec: closed, said: outside },
    { where: "the target is moved behind it", spec: "target: a, policy: { downgrade: allow }", said: inSync },
  ].map(({ where, spec, said }) =>
    alike(`a revision stopped half way, and ${where}`, said, async (s) => {
      s.revisions();
      s.revision("b", "a", halfWay);
      await s.reconcile();
      s.database(spec);
    }),
  ),
];

/** What policy says. */
const ofPolicy: readonly State[] = [
  ...[
    { policy: "report", said: inSync },
    { policy: "correct", said: inSync },
    { policy: "block", said: blocked },
  ].flatMap(({ policy, said }) => [
    alike(`drift, and policy says ${policy}`, said, async (s) => {
      s.revisions();
      await s.upgrade();
      await s.sql(byHand);
      s.database(`policy: { drift: ${policy} }`);
    }),
    alike(`drift, a revision is to come, and policy says ${policy}`, said, async (s) => {
      s.revisions();
      await s.upgrade();
      await s.sql(byHand);
      s.revisions(age);
      s.database(`policy: { drift: ${policy} }`);
    }),
  ]),
  alike("drift is to be corrected, and holds data", approval, async (s) => {
    s.revisions();
    await s.upgrade();
    await s.sql(byHand);
    await s.sql("INSERT INTO users VALUES (1, 'a', 'b')");
    s.database("policy: { drift: correct }");
  }),
  state("what a hand made was declared since", ahead, inSync, async (s) => {
    s.revisions();
    s.schema(schemaUsers());
    await s.reconcile();
    await s.sql(byHand);
    s.schema(schemaUsers(", { name: oops, type: text }"));
  }),
  ...[
    { spec: "suspend: true", whole: suspended, revision: suspended, schema: suspended },
    { spec: closed, whole: inSync, revision: outside, schema: ahead },
  ].flatMap(({ spec, whole, revision, schema }) => [
    {
      ...alike(`in sync, with ${spec}`, whole, async (s) => {
        s.revisions();
        await s.upgrade();
        s.database(spec);
      }),
      waits: "nothing" as const,
    },
    alike(`a revision is to come, with ${spec}`, revision, async (s) => {
      s.database(spec);
      s.revisions();
    }),
    state(`the Schema is ahead, with ${spec}`, schema, revision, async (s) => {
      s.revisions();
      await s.upgrade();
      s.schema(schemaUsers(phoneToo));
      s.database(spec);
    }),
  ]),
  alike("data would be lost, and policy refuses", refused, async (s) => {
    s.revisions();
    await s.upgrade();
    await s.sql("INSERT INTO users VALUES (1, 'a')");
    s.revisions("{ dropColumn: { table: users, column: email } }");
    s.database("policy: { destructive: refuse }");
  }),
  state("data would be lost by the Schema", behind, approval, async (s) => {
    s.revisions(age);
    s.schema(schemaUsers(ageToo));
    await s.reconcile();
    await s.sql("INSERT INTO users VALUES (1, 'a', 1)");
    s.schema(schemaUsers());
  }),
];

export const states: readonly State[] = [...ofTheSchema, ...ofRevisions, ...ofPolicy];
