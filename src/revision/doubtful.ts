import { constraintKinds, type ObjectRef } from "../model/ref.ts";
import { operations } from "../operation/registry.ts";
import type { RevisionStep } from "../resource/resource.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Objects of which nobody knows what they are any more, because a step about them was wrong: what a later step finds of them is no finding of its own. */
export class Doubtful {
  readonly #names = new Set<string>();

  /** Takes in what the step is about. */
  add(step: RevisionStep): void {
    for (const name of namesOf(step.args)) this.#names.add(name);
  }

  has({ parent, name }: ObjectRef): boolean {
    if (parent === undefined) return this.#names.has(name);
    return [parent.name, `${parent.name}.${name}`, `.${name}`].some((each) => this.#names.has(each));
  }
}

/** Whether a step may change what it does not name: plain SQL, and what only an operation from outside knows. */
export const isOpaque = ({ operation }: RevisionStep): boolean => operation === "sql" || !Object.hasOwn(operations, operation);

/** `name` of what has no parent, `table.name` of what has one, `.name` of an index that is named without its table. */
function namesOf(args: Fields): readonly string[] {
  const { table, column, enum: enumeration } = args;
  const home = typeof table === "string" ? `${bare(table)}.` : "";
  const constraints = constraintKinds.map((kind) => args[kind]);
  const own = [args["name"], args["from"], args["to"], column, ...constraints].map(nameOf).filter((name) => name !== undefined);
  const names = own.flatMap((name) => (home === "" ? [bare(name), `.${bare(name)}`] : [`${home}${name}`]));
  return typeof enumeration === "string" ? [...names, bare(enumeration)] : names;
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const name = typeof value === "object" && value !== null ? (value as Fields)["name"] : undefined;
  return typeof name === "string" ? name : undefined;
}

const bare = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
