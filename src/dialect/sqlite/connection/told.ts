import { connectFault } from "./connect-fault.ts";
import { sqliteFault } from "./sqlite-fault.ts";

/** The same methods, with what SQLite itself says of a failure told as a DatabaseError that names the file. */
export function told<Port extends object>(path: string, port: Port): Port {
  return new Proxy(port, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...args: readonly unknown[]) => tell(path, Reflect.apply(member, target, args));
    },
  });
}

async function tell(path: string, work: unknown): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    throw sqliteFault(error) === undefined ? error : connectFault(error, path);
  }
}
