/** The documents of the project whose journals are kept as fixtures: never edited, for what was applied would count as edited. */
export const documents: Readonly<Record<string, string>> = {
  a: `[], upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] } } }, { insertRows: { table: users, rows: [ { id: 1, email: a@b.c }, { id: 2, email: b@b.c } ] } } ]`,
  b: `[a], upgrade: [ { renameColumn: { table: users, from: email, to: mail, keepOld: true } } ]`,
  c: `[b], upgrade: [ { createTable: { name: teams, columns: [ { name: id, type: integer, nullable: false }, { name: size, type: integer } ], primaryKey: { columns: [id] } } }, { insertRows: { table: teams, rows: [ { id: 1 }, { id: 2 } ] } }, { backfill: { table: teams, set: { size: "1 / (id - 2)" }, batch: { rows: 1 } } } ]`,
};

/** Revision c divides by nothing on PostgreSQL, and stops half way. */
export const revisionText = (id: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: r-${id} }\nspec: { id: "${id}", message: make ${id}, revises: ${documents[id]} }\n`;

export const databaseText = (dialect: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: ${dialect}, source: { directory: ./db } }\n`;
