import { KeelsonError } from "../../core/error.ts";

/** What an API server says when it refuses (`Status` of the group meta). */
export interface ApiStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly field?: string; readonly message?: string }[];
  };
}

/** The API server refused, or could not serve, a request. */
export class ApiError extends KeelsonError {
  /** The HTTP status. */
  readonly httpStatus: number;
  readonly reason: string;
  /** How long the server asks to stay away; undefined where it does not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, answer: ApiStatus, retryAfterSeconds: number | undefined) {
    const reason = answer.reason ?? String(status);
    super(answer.message ?? `the API server answered ${status}`, {
      code: `api-server-${kebab(reason)}`,
      retryable: status === 409 || status === 429 || status >= 500,
    });
    this.httpStatus = status;
    this.reason = reason;
    this.retryAfterSeconds = answer.details?.retryAfterSeconds ?? retryAfterSeconds;
  }
}

const kebab = (reason: string): string => reason.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const hasStatus = (error: unknown, status: number): boolean => error instanceof ApiError && error.httpStatus === status;

/** There is no such object, or no such kind. */
export const isMissing = (error: unknown): boolean => hasStatus(error, 404);
/** It is there already, or has changed since it was read. */
export const isConflict = (error: unknown): boolean => hasStatus(error, 409);
/** The version that a list or watch starts from is no longer kept. */
export const isExpired = (error: unknown): boolean => hasStatus(error, 410);
/** The account may not. */
export const isForbidden = (error: unknown): boolean => hasStatus(error, 403);
/** The object is not as its kind demands. */
export const isInvalid = (error: unknown): boolean => hasStatus(error, 422) || hasStatus(error, 400);
