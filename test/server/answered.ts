import type { ServerResponse } from "node:http";

/** What stands in for a server says so once it has answered. */
export const answered = (_response: ServerResponse): true => true;
