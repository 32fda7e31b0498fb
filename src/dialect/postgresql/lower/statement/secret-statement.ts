import type { Hazard, Statement } from "../../../../instruction/instruction.ts";
import { marksIn, type SecretSql, withPsqlVariables } from "../../object/secret-mark.ts";
import { refuse } from "./refuse.ts";
import { statement } from "./statements.ts";

/** What is said where a statement cannot be made. */
interface Words {
  /** The object that it is about. */
  readonly of: string;
  /** What nobody knows where a secret has no name. */
  readonly unknown: string;
  readonly remedy: string;
}

/** The statement with the names of its secrets, which take their places only on the way to the server. @throws InputError where one has no name */
export function secretStatement({ sql, secrets }: SecretSql, { of, unknown, remedy }: Words, hazards: readonly Hazard[] = []): Statement {
  const names = secrets.flatMap((name) => name ?? []);
  if (names.length < secrets.length) refuse("unknown-secret", `${of}: ${unknown}`, remedy);
  // One that stands in a name or in another option would be given the secret as well.
  if (marksIn(sql).length > names.length)
    refuse(
      "mark-of-a-secret",
      `${of} has a text that stands for a secret`,
      "Write { secret: name } where the secret is taken, and another text here",
    );
  return { ...statement(sql, { hazards }), ...(names.length > 0 && { secrets: names, inScript: withPsqlVariables(sql, names) }) };
}
