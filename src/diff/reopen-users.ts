import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { callsName } from "../model/identifier.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { expressionsOf } from "../model/object-expressions.ts";
import { isRoutineKind, type ObjectKind, type ObjectRef, refKey, statementKinds } from "../model/ref.ts";
import { madeAgain } from "./made-again.ts";
import { takeOver } from "./take-over.ts";

/** What the server ties to the very routine that it called when it was made: the same text may call another one, once it is made again. */
const tied: ReadonlySet<ObjectKind> = new Set<ObjectKind>([...statementKinds, "check", "index", "policy"]);

const isTied = (object: SchemaObject): boolean => tied.has(object.kind) || (object.kind === "column" && object.body.generated !== null);

/** Changes, and what can only follow once they are all done. */
interface Reopened {
  readonly changes: readonly ObjectChange[];
  readonly afterwards: readonly ObjectChange[];
}

/**
 * The changes, with what stays and uses a routine that goes dropped and made again, and with it what uses that.
 * Of a column and a domain only the default and the checks go, and come back when the routine is gone.
 */
export function reopenUsers(changes: readonly ObjectChange[], desired: Model, live: Model): Reopened {
  const gone = changes.flatMap(({ before, after }) => (after === null && before !== null && isRoutineKind(before.kind) ? [before] : []));
  if (gone.length === 0) return { changes, afterwards: [] };
  const changing = new Set(changes.map((change) => refKey(subject(change))));
  const again = new Map<string, SchemaObject>();
  const bared = new Map<string, readonly ObjectChange[]>();
  const names = new Set([...desired.objects()].flatMap(({ kind, ref }) => (isRoutineKind(kind) ? [qualifiedName(ref)] : [])));
  const visit = (object: SchemaObject): void => {
    for (const user of [...live.dependants(object.ref), ...(object.kind === "view" ? live.children(object.ref) : [])]) {
      const key = refKey(user.ref);
      if (changing.has(key) || again.has(key) || bared.has(key)) continue;
      // Left where it is, it is named as what the routine is needed by.
      if (isRoutineKind(object.kind) && !names.has(qualifiedName(object.ref)) && isAsFound(user, desired)) continue;
      if (isTied(user)) {
        again.set(key, user);
        visit(user);
      } else if ((user.kind === "column" || user.kind === "domain") && isRoutineKind(object.kind))
        bared.set(key, bareAndBack(user, object.ref, desired));
    }
  };
  gone.forEach(visit);
  const [away, back] = [0, 1].map((at) => [...bared.values()].flatMap((pair) => pair[at] ?? []));
  return {
    changes: [...changes, ...(away ?? []), ...[...again.values()].flatMap((before) => madeAgain(before, desired))],
    afterwards: back ?? [],
  };
}

const qualifiedName = ({ schema, name }: ObjectRef): string => `${schema ?? ""}.${name}`;

/** Whether nobody wrote what it is to be: its text calls the very routines that it found. */
function isAsFound({ ref }: SchemaObject, desired: Model): boolean {
  const wanted = known(desired.get(ref as never)) as SchemaObject | undefined;
  return wanted === undefined || expressionsOf(wanted).every(({ form }) => form !== "written");
}

type Valued = SchemaObjectOf<"column"> | SchemaObjectOf<"domain">;

/** Without what calls the routine, and with it again. */
function bareAndBack(user: Valued, routine: ObjectRef, desired: Model): readonly ObjectChange[] {
  const wanted = known(desired.get(user.ref as never)) as Valued | undefined;
  if (wanted === undefined) return [];
  const calls = (text: string): boolean => callsName(text, routine.name);
  const bare = withoutCalls(user, calls);
  const after = { ...takeOver(wanted, bare, () => true), ...(wanted.uses !== undefined && { uses: wanted.uses }) } as SchemaObject;
  return [
    { kind: "object", before: user, after: bare },
    { kind: "object", before: bare, after },
  ];
}

function withoutCalls(user: Valued, calls: (text: string) => boolean): Valued {
  const { uses: _uses, ...rest } = user;
  const isDefault = user.body.default !== null && calls(user.body.default.text);
  const body = { ...user.body, ...(isDefault && { default: null }) };
  return (
    user.kind === "domain"
      ? { ...rest, body: { ...body, checks: user.body.checks.filter(({ expression }) => !calls(expression.text)) } }
      : { ...rest, body }
  ) as Valued;
}
