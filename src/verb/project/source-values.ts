import { InputError } from "../../core/error.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";
import type { CredentialsReference, KeysReference } from "./fetch-source.ts";
import type { Host } from "./host.ts";
import { readValue } from "./read-value.ts";

/** Values that a source asks for, each from where its field says. @throws InputError where one cannot be had */
export async function readValues(
  { secretRef, ...values }: CredentialsReference,
  host: Host,
  database: DatabaseResource,
): Promise<Readonly<Record<string, string>>> {
  if (secretRef !== undefined) needsCluster(secretRef.name, database);
  const fields = Object.entries<ValueSource | undefined>(values).filter((entry): entry is [string, ValueSource] => entry[1] !== undefined);
  return Object.fromEntries(await Promise.all(fields.map(async ([key, value]) => [key, await readValue(value, host, database)] as const)));
}

/** Public keys of signers. @throws InputError where they cannot be had */
export async function keysFrom({ secretRef, keys }: KeysReference, host: Host, database: DatabaseResource): Promise<string> {
  if (keys !== undefined) return readValue(keys, host, database);
  return needsCluster(secretRef?.name ?? "", database);
}

function needsCluster(name: string, { position }: DatabaseResource): never {
  const message = `the Secret ${name} can be read inside of a cluster only`;
  const remedy = "Write each value here on its own, from env or file";
  throw new InputError(message, { code: "needs-cluster", remedy, position });
}
