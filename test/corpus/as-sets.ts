/**
 * Objects of a dump with their lines as sets, since the order of columns is that of creation;
 * and without the names that the server made up for NOT NULL: these tell what the column or the table was called once.
 */
export const asSets = (objects: readonly string[]): readonly string[] =>
  objects
    .map((object) =>
      object
        .replaceAll(/ CONSTRAINT \S+_not_null\d* NOT NULL/g, " NOT NULL")
        .replaceAll(/,$/gm, "")
        .split("\n")
        .sort()
        .join("\n"),
    )
    .sort();
