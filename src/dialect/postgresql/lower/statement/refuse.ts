import { InputError } from "../../../../core/error.ts";

/** @throws InputError always: PostgreSQL cannot do what was asked. */
export function refuse(code: string, message: string, remedy: string): never {
  throw new InputError(message, { code, remedy });
}
