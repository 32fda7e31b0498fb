import type { SchemaObject } from "../../object.ts";

/** The name of a secret of which only is known that it is there, by where it stands: server, role and option, or a subscription and `connection`. */
export type SecretNamer = (...place: readonly string[]) => string;

interface Secret {
  readonly place: readonly string[];
  /** null: nobody has said it. */
  readonly name: string | null;
}

/** Names for the secrets of these objects: no two alike, none that another secret has already, and the same ones in whatever order the objects come. */
export function nameSecrets(objects: readonly SchemaObject[]): SecretNamer {
  const secrets = objects.flatMap(secretsOf).map(({ place, name }) => ({ key: JSON.stringify(place), base: baseOf(place), name }));
  const taken = new Set(secrets.flatMap(({ name }) => name ?? []));
  const names = new Map<string, string>();
  for (const { key, base } of secrets.filter(({ name }) => name === null).sort((a, b) => (a.key < b.key ? -1 : 1))) {
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    names.set(key, name);
  }
  return (...place) => names.get(JSON.stringify(place)) ?? baseOf(place);
}

function secretsOf({ kind, ref, body }: SchemaObject): readonly Secret[] {
  if (kind === "subscription") return [{ place: [ref.name, "connection"], name: body.connection.secret }];
  if (kind !== "foreignServer") return [];
  return (body.userMappings ?? []).flatMap(({ role, options }) =>
    Object.entries(options ?? {}).flatMap(([option, value]) =>
      typeof value === "string" ? [] : [{ place: [ref.name, role, option], name: value.secret }],
    ),
  );
}

const baseOf = (place: readonly string[]): string =>
  place
    .join("_")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .replace(/^(?=\d)/, "_");
