/** What is declared first, and what afterwards: a table, a column, an index and an enum value that have new names, and what takes stages of its own. */
export const earlier = `enums: [ { name: mood, values: [ glad, sad ] } ], tables: [
  { name: accounts, columns: [ { name: id, type: integer, nullable: false }, { name: mail, type: text }, { name: age, type: integer }, { name: mood, type: mood } ],
    primaryKey: { columns: [id] }, indexes: [ { name: by_mail, columns: [mail] } ] } ]`;

export const later = `enums: [ { name: mood, values: [ { name: happy, renamedFrom: [glad] }, sad ] } ], tables: [
  { name: teams, columns: [ { name: id, type: integer, nullable: false } ], primaryKey: { columns: [id] } },
  { name: users, renamedFrom: [accounts],
    columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text, renamedFrom: [mail] }, { name: age, type: integer, nullable: false }, { name: mood, type: mood }, { name: team, type: integer } ],
    primaryKey: { columns: [id] }, checks: [ { name: grown, expression: "age > 0" } ],
    foreignKeys: [ { name: users_team, columns: [team], references: { table: teams, columns: [id] } } ],
    indexes: [ { name: by_email, columns: [email], renamedFrom: [by_mail] }, { name: by_age, columns: [age] } ] } ]`;
