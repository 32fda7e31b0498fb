import { isExpired } from "./api-error.ts";
import type { ApiObject } from "./api-object.ts";
import { askServer } from "./ask-server.ts";
import { pathOf, type ResourceType } from "./resource-type.ts";
import type { Transport } from "./transport.ts";

/** Whose objects: those of one namespace, or of all where none is named, with these labels. */
export interface Selection {
  readonly namespace?: string;
  /** As kubectl takes it: `app=shop,tier!=web`. */
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** `metadata`: what the objects hold stays with the server; only which there are, and in what version, is told. `whole` where absent. */
  readonly form?: "whole" | "metadata";
}

/** How a server is asked for a form. */
export const acceptOf = (kind: "List" | "Event", { form }: Selection): string =>
  form === "metadata" ? `application/json;as=PartialObjectMetadata${kind === "List" ? "List" : ""};g=meta.k8s.io;v=v1` : "application/json";

export interface Listed<T> {
  readonly objects: readonly T[];
  /** From where a watch goes on. */
  readonly resourceVersion: string;
}

interface Page<T> {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  /** null: a list of metadata that is empty. */
  readonly items: readonly T[] | null;
}

const pageSize = 500;

/** All selected objects, page by page. A list that took so long that its pages are no longer kept is begun again. */
export async function listObjects<T extends ApiObject>(
  transport: Transport,
  type: ResourceType,
  selection: Selection,
  signal?: AbortSignal,
): Promise<Listed<T>> {
  const { namespace, labelSelector, fieldSelector } = selection;
  const page = (next: string | undefined) =>
    askServer<Page<T>>(transport, {
      method: "GET",
      path: pathOf(type, namespace === undefined ? {} : { namespace }),
      accept: acceptOf("List", selection),
      query: { labelSelector, fieldSelector, limit: String(pageSize), continue: next },
      ...(signal === undefined ? {} : { signal }),
    });
  const objects: T[] = [];
  let next: string | undefined;
  for (;;) {
    const { metadata, items } = await page(next).catch((error: unknown) => {
      if (next === undefined || !isExpired(error)) throw error;
      objects.length = 0;
      return page(undefined);
    });
    objects.push(...(items ?? []));
    if (!metadata.continue) return { objects, resourceVersion: metadata.resourceVersion };
    next = metadata.continue;
  }
}
