import type { SchemaObjectOf } from "../../object.ts";

type Server = SchemaObjectOf<"foreignServer">;

/** The name of a secret of which only is known that it is there. */
export type SecretNamer = (server: string, role: string, option: string) => string;

/** Names for the secrets of these servers: no two alike, none that another secret has already, and the same ones in whatever order the servers come. */
export function nameSecrets(servers: readonly Server[]): SecretNamer {
  const secrets = servers.flatMap(({ ref, body: { userMappings = [] } }) =>
    userMappings.flatMap(({ role, options }) => Object.entries(options ?? {}).flatMap(([option, value]) => (typeof value === "string" ? [] : [{ key: keyOf(ref.name, role, option), base: baseOf(ref.name, role, option), name: value.secret }]))),
  );
  const taken = new Set(secrets.flatMap(({ name }) => name ?? []));
  const names = new Map<string, string>();
  for (const { key, base } of secrets.filter(({ name }) => name === null).sort((a, b) => (a.key < b.key ? -1 : 1))) {
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    names.set(key, name);
  }
  return (...parts) => names.get(keyOf(...parts)) ?? baseOf(...parts);
}

const keyOf = (...parts: Parameters<SecretNamer>): string => JSON.stringify(parts);

const baseOf = (...parts: Parameters<SecretNamer>): string => parts.join("_").toLowerCase().replaceAll(/[^a-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
