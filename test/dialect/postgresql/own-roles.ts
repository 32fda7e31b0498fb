import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { askRows } from "../../server/ask.ts";
import type { SharedServer } from "../../server/postgres.ts";

/** Roles of one test, dropped at its end; roles belong to the whole server, so that each test has its own. Databases that depend on them go first. */
export class OwnRoles implements AsyncDisposable {
  readonly #url: string;
  readonly names: readonly string[];

  private constructor(url: string, names: readonly string[]) {
    this.#url = url;
    this.names = names;
  }

  /** `kinds`: what each name ends in, to be quoted or not. */
  static async make(server: Pick<SharedServer, "url">, ...kinds: readonly string[]): Promise<OwnRoles> {
    const names = kinds.map((kind) => `${randomBytes(4).toString("hex")}${kind}`);
    await askRows(server.url, names.map((name) => `CREATE ROLE ${escapeIdentifier(name)}`).join("; "));
    return new OwnRoles(server.url, names);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await askRows(this.#url, this.names.map((name) => `DROP ROLE ${escapeIdentifier(name)}`).join("; "));
  }
}
