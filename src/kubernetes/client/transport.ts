/** One request to an API server, with JSON that nothing has touched: typed serialisers drop what they do not know. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root of the server, such as `/api/v1/namespaces/prod/secrets/shop`. */
  readonly path: string;
  /** Absent values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  /** `application/json` where absent. */
  readonly contentType?: string;
  /** The form of the answer; `application/json` where absent. */
  readonly accept?: string;
  /** Ends the request, and the reading of its answer. */
  readonly signal?: AbortSignal;
}

export interface ApiResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
  /** The lines of the body as they arrive. Throws where the connection breaks. */
  lines(): AsyncIterable<string>;
}

/** The way to one API server, as one user. */
export interface Transport {
  /** Where the context of the kubeconfig, or the Pod, lies. */
  readonly namespace: string;
  /** The answer, whatever its status. Throws UnreachableError where there is none. */
  send(request: ApiRequest): Promise<ApiResponse>;
}
