import { databaseController } from "../controller/database/database-controller.ts";
import type { OperatorContext } from "../controller/operator-context.ts";
import { type SetController, setController } from "../controller/set/set-controller.ts";
import { lead } from "./lead.ts";
import { leadingTransport } from "./leading-transport.ts";
import { type ReplicaWork, untilAborted } from "./replica-work.ts";

/** Whoever leads does all the work; the others watch nothing. */
export async function workAlone({
  context,
  seats: { leader },
  metrics,
  racing,
  namespaces,
  concurrency,
  onController,
}: ReplicaWork): Promise<void> {
  const { logger, instance } = context;
  const transport = leadingTransport(context.transport, leader.isHeld);
  const leading: OperatorContext = { ...context, transport };
  const share = { isPart: false, has: () => true, transportFor: () => transport };
  await lead(leader, racing, async (term) => {
    logger.log("info", "operator.leads", { instance });
    const watching = new AbortController();
    const watched = { namespaces, signal: watching.signal };
    let sets: SetController | undefined;
    const controller = databaseController(leading, { ...watched, concurrency, share, onSeen: (keys) => sets?.notice(keys) });
    const { queue, ended, databases } = controller;
    onController(controller);
    sets = setController(leading, { ...watched, databases });
    await untilAborted(term);
    // What runs writes its last status first: the watch goes on until then.
    await Promise.all([sets.queue.close(), queue.close()]);
    watching.abort();
    await Promise.all([sets.ended, ended]);
    onController(undefined);
    metrics.resigned();
  });
}
