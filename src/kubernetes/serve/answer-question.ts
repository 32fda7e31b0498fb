import { isForbidden, isMissing } from "../client/api-error.ts";
import { readObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { OperatorContext } from "../controller/operator-context.ts";
import { type Metric, renderMetrics } from "../metrics/metric.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { isObjectName } from "../object/object-name.ts";
import { databaseReadiness, type ReadJournal } from "./database-readiness.ts";
import type { HttpAnswer, HttpQuestion } from "../../http/http-server.ts";
import { receiveWebhook } from "./receive-webhook.ts";

export interface AnswerParts {
  readonly context: OperatorContext;
  readonly isReady: () => boolean;
  readonly metrics: () => readonly Metric[];
  readonly readJournal: ReadJournal;
}

const unknownPath: HttpAnswer = { status: 404, text: "not found" };
const wrongMethod: HttpAnswer = { status: 405, text: "method not allowed" };

/** Everything that the operator answers over HTTP. */
export async function answerQuestion({ context, isReady, metrics, readJournal }: AnswerParts, question: HttpQuestion): Promise<HttpAnswer> {
  const { method, url } = question;
  const [first, second, namespace, name, ...rest] = url.pathname.split("/").slice(1);
  const place = [first, second].filter((part) => part !== undefined).join("/");
  const isRead = method === "GET" || method === "HEAD";
  switch (place) {
    case "healthz":
      return isRead ? { status: 200, text: "ok" } : wrongMethod;
    case "readyz":
      return isRead
        ? isReady()
          ? { status: 200, text: "ok" }
          : { status: 503, text: "has not listed the cluster's Databases yet" }
        : wrongMethod;
    case "metrics":
      return isRead ? { status: 200, text: renderMetrics(metrics()) } : wrongMethod;
    case "readyz/databases":
    case "webhooks/databases": {
      if (!isObjectName(namespace) || !isObjectName(name) || rest.length > 0) return unknownPath;
      const object = await find(context, namespace, name);
      if (place === "webhooks/databases") return method === "POST" ? receiveWebhook(context, object, question) : wrongMethod;
      if (!isRead) return wrongMethod;
      return object === undefined ? unknownPath : databaseReadiness(object, url.searchParams.get("revision") ?? undefined, readJournal);
    }
    default:
      return unknownPath;
  }
}

const find = ({ transport }: OperatorContext, namespace: string, name: string): Promise<DatabaseObject | undefined> =>
  readObject<DatabaseObject>(transport, ownType("Database"), { namespace, name }).catch((error: unknown) => {
    // Nor is there any where the operator may not look: nobody hears which of the two it is.
    if (isMissing(error) || isForbidden(error)) return undefined;
    throw error;
  });
