import type { FaultProject } from "./project.ts";

/** Every kind of stage once, and each step shows in the data when it ran twice or not at all. */
export function writeHistory(project: FaultProject): void {
  project.revision(
    "r1",
    [],
    `
upgrade:
  - createTable:
      name: person
      columns: [ { name: id, type: bigint, nullable: false }, { name: age, type: integer }, { name: score, type: integer, nullable: false, default: "0" } ]
      primaryKey: { columns: [id] }
  - sql: { text: "INSERT INTO person SELECT i, i, 0 FROM generate_series(1, 400) i" }
    downgrade: []
`,
  );
  project.revision(
    "r2",
    ["r1"],
    `upgrade:\n  - sql: { text: "UPDATE person SET score = score + 1" }\n    downgrade: []\n  - createIndex: { table: person, name: person_age, columns: [age] }`,
  );
  project.revision(
    "r3",
    ["r2"],
    `upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 100 } }\n    downgrade: []`,
  );
  project.revision(
    "r4",
    ["r3"],
    `upgrade:\n  - addConstraint: { table: person, check: { name: grown, expression: "score = 2" } }\n  - alterColumn: { table: person, column: age, nullable: false }`,
  );
}

/** Revisions of one transaction each. */
export function writeTransactionalHistory(project: FaultProject): void {
  for (const n of [1, 2, 3, 4, 5])
    project.revision(
      `r${n}`,
      n === 1 ? [] : [`r${n - 1}`],
      `upgrade:\n  - createTable: { name: t${n}, columns: [ { name: id, type: bigint } ] }\n  - sql: { text: "INSERT INTO t${n} VALUES (${n})" }\n    downgrade: []`,
    );
}
