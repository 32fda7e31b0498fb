import type { Instruction } from "../../../instruction/instruction.ts";
import type { Link } from "../connection/link.ts";

/** Names of secrets that stages need and nobody has read yet. */
export const unreadSecrets = (instructions: readonly Instruction[], { secrets }: Link): readonly string[] =>
  instructions.flatMap((instruction) =>
    instruction.kind === "statement"
      ? instruction.statements.flatMap(({ secrets: names = [] }) => names.filter((name) => !secrets.has(name)))
      : [],
  );

/** @throws InputError where one cannot be had */
export async function readSecrets(link: Link, names: readonly string[]): Promise<void> {
  for (const name of names) link.secrets.set(name, await link.readSecret(name));
}
