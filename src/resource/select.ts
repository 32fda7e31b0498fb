import { didYouMean } from "../core/did-you-mean.ts";
import { InputError, NotFoundError } from "../core/error.ts";
import type { DatabaseResource } from "./resource.ts";

/** Which of the databases of a file a run is for. */
export type DatabaseChoice = { readonly kind: "named"; readonly name: string } | { readonly kind: "all" } | { readonly kind: "unstated" };

/** The databases that are meant. @throws InputError where several are there and none was chosen, or none is there; NotFoundError where the name is none of theirs. */
export function selectDatabases(databases: readonly DatabaseResource[], choice: DatabaseChoice): readonly DatabaseResource[] {
  if (databases.length === 0)
    throw refused(InputError, "no-database", "the file holds no Database document", "Name the file with -f, or run keelson init");
  switch (choice.kind) {
    case "all":
      return databases;
    case "named":
      return [named(databases, choice.name)];
    case "unstated":
      if (databases.length === 1) return databases;
      throw refused(
        InputError,
        "several-databases",
        `the file holds several databases: ${namesOf(databases).join(", ")}`,
        "Choose one with --database NAME, or all with --all",
      );
  }
}

function named(databases: readonly DatabaseResource[], name: string): DatabaseResource {
  const found = databases.find(({ metadata }) => metadata.name === name);
  if (found !== undefined) return found;
  const names = namesOf(databases);
  const meant = didYouMean(name, names);
  throw refused(
    NotFoundError,
    "unknown-database",
    `there is no Database ${JSON.stringify(name)}`,
    meant === undefined ? `Use one of ${names.join(", ")}` : `Did you mean ${meant}?`,
  );
}

const namesOf = (databases: readonly DatabaseResource[]): string[] => databases.map(({ metadata }) => metadata.name);

const refused = (Refusal: typeof InputError, code: string, message: string, remedy: string): InputError =>
  new Refusal(message, { code, remedy });
