import type { CredentialsReference, KeysReference } from "../../verb/project/fetch-source.ts";
import type { NamespaceReader } from "../read/namespace-reader.ts";

/** Under which key of a Secret each value stands: our own name, or as Kubernetes and other controllers call it. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  username: ["username"],
  password: ["password", "token", "bearerToken"],
  identity: ["identity", "ssh-privatekey"],
  knownHosts: ["knownHosts", "known_hosts"],
  ca: ["ca", "ca.crt"],
};

/** How to log in to where a source lies, from one Secret or each value from where its field says. @throws KeelsonError where one cannot be had */
export async function secretCredentials(
  reader: NamespaceReader,
  { secretRef, ...values }: CredentialsReference,
): Promise<Readonly<Record<string, string>>> {
  if (secretRef !== undefined) {
    const held = await reader.keys("Secret", secretRef.name);
    return Object.fromEntries(
      Object.entries(spellings).flatMap(([field, keys]) => {
        const key = keys.find((each) => held[each] !== undefined);
        return key === undefined ? [] : [[field, String(held[key])]];
      }),
    );
  }
  const given = Object.entries(values).flatMap(([field, value]) => (value === undefined ? [] : [{ field, value }]));
  return Object.fromEntries(await Promise.all(given.map(async ({ field, value }) => [field, await reader.value(value)] as const)));
}

/** Public keys of signers: all that a Secret holds, or one value. @throws KeelsonError where they cannot be had */
export async function signerKeys(reader: NamespaceReader, { secretRef, keys }: KeysReference): Promise<string> {
  if (keys !== undefined) return reader.value(keys);
  const held = await reader.keys("Secret", secretRef?.name ?? "");
  return Object.values(held).map(String).join("\n");
}
