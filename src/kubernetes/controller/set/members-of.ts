import type { Diagnostic } from "../../../core/diagnostic.ts";
import { KeelsonError } from "../../../core/error.ts";
import type { DatabaseSetSpec } from "../../../resource/shape/database-set.shape.ts";
import { refuseErrors } from "../../../verb/project/refuse-errors.ts";
import type { ApiObject } from "../../client/api-object.ts";
import { type DatabaseSetObject, templateAnnotation } from "../../object/database-set-object.ts";
import { type ObjectReading, readObject } from "../../object/read-object.ts";
import type { Member } from "./member.ts";
import { targetsOf } from "./set-target.ts";
import { targetDatabase } from "./target-database.ts";
import { waveOf, wavesOf } from "./wave.ts";

/** A label's value may not be longer. */
const longestLabel = 63;
const longestName = 253;
const validName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The members of a set in the order of its rollout: by wave, then by name. @throws InputError where two targets have one name */
export function membersOf(set: DatabaseSetObject, spec: Readonly<DatabaseSetSpec>, secrets: readonly ApiObject[]): readonly Member[] {
  const waves = wavesOf(spec);
  const members = targetsOf(spec, secrets).map((target): Member => {
    const wanted = targetDatabase(set, spec, target);
    return { target: target.name, wave: waveOf(waves, wanted.metadata.labels ?? {}), wanted };
  });
  return members.toSorted((a, b) => a.wave - b.wave);
}

/** Checks each Database as if somebody had written it, before any of them is touched. `known`: digests of those that were found good before; gives those of all. @throws InputError with every finding */
export function checkMembers(
  set: DatabaseSetObject,
  members: readonly Member[],
  reading: ObjectReading,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const digestOf = ({ wanted }: Member): string => `${wanted.metadata.name} ${wanted.metadata.annotations?.[templateAnnotation]}`;
  refuseErrors(checkNames(set, members));
  refuseErrors(
    members
      .filter((member) => !known.has(digestOf(member)))
      .flatMap(({ wanted }) => findings(() => readObject("Database", wanted, reading))),
  );
  return new Set(members.map(digestOf));
}

function checkNames({ metadata }: DatabaseSetObject, members: readonly Member[]): readonly Diagnostic[] {
  const refuse = (message: string, remedy: string): Diagnostic => ({ code: "set-name-unfit", severity: "error", message, remedy });
  const unfit = members.filter(
    ({
      wanted: {
        metadata: { name },
      },
    }) => name.length > longestName || !validName.test(name),
  );
  return [
    ...(metadata.name.length > longestLabel
      ? [refuse(`the name of the set has ${metadata.name.length} characters, and a label takes ${longestLabel}`, "Give it a shorter name")]
      : []),
    ...unfit.map(({ target, wanted }) =>
      refuse(
        `the Database of target ${target} cannot be called ${wanted.metadata.name}`,
        "Use lower case letters, digits and hyphens in the name of the target",
      ),
    ),
  ];
}

function findings(read: () => unknown): readonly Diagnostic[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof KeelsonError) return error.diagnostics;
    throw error;
  }
}
