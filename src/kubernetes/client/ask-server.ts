import { ApiError, type ApiStatus } from "./api-error.ts";
import type { ApiRequest, ApiResponse, Transport } from "./transport.ts";

/** How long any single answer may take; a watch has its own measure. */
const patience = 30_000;

/** The JSON that the server answers. Throws ApiError where it refuses, UnreachableError where there is no answer in time. */
export async function askServer<T>(transport: Transport, request: ApiRequest): Promise<T> {
  const late = AbortSignal.timeout(patience);
  const signal = request.signal === undefined ? late : AbortSignal.any([request.signal, late]);
  const response = await transport.send({ ...request, signal });
  if (response.status >= 300) throw await refusal(response);
  return JSON.parse(await response.text()) as T;
}

/** What a server said that did not do what was asked. */
export async function refusal(response: ApiResponse): Promise<ApiError> {
  const seconds = Number(response.headers["retry-after"]);
  return new ApiError(response.status, readStatus(await response.text()), Number.isFinite(seconds) ? seconds : undefined);
}

/** What stands between us and the server may answer something else than JSON. */
function readStatus(text: string): ApiStatus {
  try {
    const status: unknown = JSON.parse(text);
    return typeof status === "object" && status !== null ? status : {};
  } catch {
    return text.trim() === "" ? {} : { message: text.trim().slice(0, 500) };
  }
}
