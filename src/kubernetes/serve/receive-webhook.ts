import { createHmac, timingSafeEqual } from "node:crypto";
import { KeelsonError } from "../../core/error.ts";
import { mergeObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { OperatorContext } from "../controller/operator-context.ts";
import { type DatabaseObject, reconcileAtAnnotation } from "../object/database-object.ts";
import { namespaceReader } from "../read/namespace-reader.ts";
import type { HttpAnswer, HttpQuestion } from "../../http/http-server.ts";

/** The same whether there is no such Database, it takes none, or the caller is nobody: a stranger learns nothing. */
const refused: HttpAnswer = { status: 403, text: "forbidden" };

interface WebhookSource {
  readonly git?: { readonly webhook?: { readonly secretRef?: { readonly name?: string } } };
}

/** A push was announced: whoever knows the token of `spec.source.git.webhook` has the Database looked at now. Any replica may be told; the one that works on it sees it on the object. */
export async function receiveWebhook(
  { transport, clock }: OperatorContext,
  object: DatabaseObject | undefined,
  question: HttpQuestion,
): Promise<HttpAnswer> {
  const source = (object?.spec as { readonly source?: WebhookSource } | undefined)?.source;
  const secret = source?.git?.webhook?.secretRef?.name;
  const { name = "", namespace = "" } = object?.metadata ?? {};
  if (object === undefined || secret === undefined) return refused;
  const absent = (message: string) => new KeelsonError(message, { code: "reference-missing" });
  const reader = namespaceReader({ transport, namespace, note: () => undefined, absent });
  const token = await reader.keys("Secret", secret).then(
    // A file's last line has an end; what people paste into a form has none.
    (keys) => keys["token"]?.toString("utf8").trimEnd(),
    (error: unknown) => {
      if (error instanceof KeelsonError && error.code === "reference-missing") return undefined;
      throw error;
    },
  );
  if (token === undefined || token === "" || !(await isKnown(question, token))) return refused;
  const annotations = { [reconcileAtAnnotation]: clock.now().toISOString() };
  await mergeObject(transport, ownType("Database"), { name, namespace }, { metadata: { annotations } });
  return { status: 202, text: "accepted" };
}

/** A signature over the body as GitHub and Gitea send it, the token itself as GitLab does, or as a bearer. */
async function isKnown({ headers, body }: HttpQuestion, token: string): Promise<boolean> {
  const signature = headers["x-hub-signature-256"] ?? headers["x-gitea-signature"];
  if (typeof signature === "string")
    return isSame(
      createHmac("sha256", token)
        .update(await body())
        .digest("hex"),
      signature.replace(/^sha256=/, ""),
    );
  const given = headers["x-gitlab-token"] ?? headers.authorization?.replace(/^Bearer /, "");
  return typeof given === "string" && isSame(token, given);
}

function isSame(expected: string, given: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compared").update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
