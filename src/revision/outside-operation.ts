import { InputError } from "../core/error.ts";
import type { Operation } from "../operation/operation.ts";
import type { Validator } from "../resource/validator.ts";

/** An operation from outside: the key it has in steps, what its arguments may be, and what they mean. */
export interface OutsideOperation<A = never> extends Operation<A> {
  /** With a domain, so that it is nobody else's: `acme.dev/auditTable`. */
  readonly name: string;
  /** Whether arguments have its shape; what ajv compiles is one, and its `errors` become diagnostics. */
  readonly validate: Validator;
}

/** Operations from outside by name. */
export type OutsideOperations = ReadonlyMap<string, OutsideOperation>;

const qualified = /^[a-z0-9-]+(\.[a-z0-9-]+)+\/[A-Za-z][A-Za-z0-9]*$/;

/** @throws InputError for a name without a domain, and for one that is there twice */
export function outsideOperations(operations: readonly OutsideOperation[]): OutsideOperations {
  const byName = new Map<string, OutsideOperation>();
  for (const operation of operations) {
    const { name } = operation;
    if (!qualified.test(name))
      throw invalid("operation-name", `${name} is no name of an operation from outside`, "Give it a domain, such as acme.dev/auditTable");
    if (byName.has(name)) throw invalid("operation-taken", `there are two operations ${name}`, "Register each once");
    byName.set(name, operation);
  }
  return byName;
}

/** What reads the documents needs of them. */
export const validatorsOf = (operations: OutsideOperations): Readonly<Record<string, Validator>> =>
  Object.fromEntries([...operations].map(([name, { validate }]) => [name, validate]));

const invalid = (code: string, message: string, remedy: string): InputError => new InputError(message, { code, remedy });
