import { systemClock } from "../../src/core/clock.ts";
import type { ConnectOptions } from "../../src/kubernetes/client/connect.ts";
import type { RemoteDatabase } from "../../src/kubernetes/remote/remote-database.ts";
import type { RemoteSet } from "../../src/kubernetes/remote/remote-set.ts";
import { flagDuration } from "../../src/verb/project/flag-duration.ts";
import type { Invocation, Outcome } from "./command.ts";
import { eachOf } from "./each-of.ts";
import { isSet, stringFlag, usage } from "./verb-options.ts";

/** What says something of a run on this machine, by how a person writes it. */
const ofThisMachine: Readonly<Record<string, string>> = {
  file: "--file",
  url: "--url",
  environment: "--environment",
  var: "--var",
  lockWait: "--lock-wait",
  allow: "--allow",
};

/** What a verb does about a Database of a cluster, and about a DatabaseSet. */
export interface ClusterVerb {
  database(database: RemoteDatabase): Promise<Outcome>;
  set(set: RemoteSet): Promise<Outcome>;
}

/** Runs a verb about a Database of a cluster: the one that is named, the only one of its namespace, or with --all each of them; or about a set. */
export async function inCluster(invocation: Invocation, verb: ClusterVerb): Promise<Outcome> {
  const { flags, signal } = invocation;
  refuseOfThisMachine(invocation);
  const named = stringFlag(flags, "database");
  const set = stringFlag(flags, "set");
  if (isSet(flags, "all") && named !== undefined) usage("--all and --database contradict each other", "Give one of them");
  if (set !== undefined && (isSet(flags, "all") || named !== undefined))
    usage("--set is about all Databases of a set, --all and --database choose others", "Give one of them");
  const limit = flagDuration("timeout", stringFlag(flags, "timeout"));
  const [{ connect }, { databasesIn, soleDatabaseIn }] = await Promise.all([
    import("../../src/kubernetes/client/connect.ts"),
    import("../../src/kubernetes/remote/remote-database.ts"),
  ]);
  const transport = await connect(connectOptions(flags));
  const { namespace } = transport;
  const common = {
    transport,
    namespace,
    clock: systemClock,
    signal: limit === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(limit)]),
  };
  if (set !== undefined) return verb.set({ ...common, name: set });
  if (isSet(flags, "all")) return eachOf(invocation, await databasesIn(transport, namespace), (name) => verb.database({ ...common, name }));
  return verb.database({ ...common, name: named ?? (await soleDatabaseIn(transport, namespace)) });
}

/** @throws InputError where one of these was given, by the name of the flag */
export function refuseFlags({ flags }: Invocation, refused: Readonly<Record<string, string>>): void {
  const given = Object.keys(refused).find((name) => flags[name] !== undefined);
  if (given !== undefined)
    usage(
      `${refused[given]} is about a run on this machine; the operator of a cluster goes by its Database`,
      "Leave it out, or change the Database with kubectl",
    );
}

/** @throws InputError where something was given that is about a run on this machine */
export const refuseOfThisMachine = (invocation: Invocation): void => refuseFlags(invocation, ofThisMachine);

/** How the command line says that the cluster is reached. */
export function connectOptions(flags: Invocation["flags"]): ConnectOptions {
  const [namespace, context, kubeconfig] = ["namespace", "context", "kubeconfig"].map((name) => stringFlag(flags, name));
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}

/** For a verb about what each Database has for itself. @throws InputError that names those of the set */
export async function ofOneDatabase(set: RemoteSet, what: string): Promise<never> {
  const { refuseSet } = await import("../../src/kubernetes/remote/remote-set.ts");
  return refuseSet(set, what);
}
