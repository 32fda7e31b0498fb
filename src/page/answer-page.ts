import { KeelsonError } from "../core/error.ts";
import type { HttpAnswer } from "../http/http-server.ts";
import { isUnasked } from "../status/is-unasked.ts";
import { driftNames, driftPage } from "./drift-page.ts";
import { faultView } from "./fault.ts";
import { graphPage } from "./graph-page.ts";
import { historyPage } from "./history-page.ts";
import { type Html, html } from "./html.ts";
import { lastChanges } from "./last-changes.ts";
import { layOut } from "./layout.ts";
import { listPage } from "./list-page.ts";
import { overviewPage } from "./overview-page.ts";
import type { PageDatabase, PageSource } from "./page-source.ts";
import { isPart, type PartName, parts } from "./part-names.ts";
import { planPage } from "./plan-page.ts";
import { schemaPage } from "./schema-page.ts";
import { setPage } from "./set-page.ts";
import { missing, type Shown, shown } from "./shown.ts";

type View = (database: PageDatabase, query: URLSearchParams) => Promise<Shown>;

const views: Readonly<Record<PartName, View>> = {
  database: async (database) => shown(overviewPage(database.key, await database.status())),
  graph: async (database, query) => graphPage(await database.revisions(), query.get("from") ?? undefined),
  plan: async (database) => shown(planPage(await database.plans())),
  drift: async (database) => shown(driftPage(await database.drift())),
  history: async (database, query) => historyPage(await database.history(), query.get("from") ?? undefined),
  schema: async (database, query) => schemaPage(await database.model(), query.get("table") ?? undefined),
};

/** How often an open page asks again, milliseconds: what is read from a status often, what a database must be asked for seldom. */
const often = 2_000;
const seldom = 10_000;

/** The page at a path, with what is wrong in the place of what cannot be had. */
export async function answerPage(source: PageSource, { pathname, searchParams }: URL, signal: AbortSignal): Promise<HttpAnswer> {
  const place = source.title;
  const [part = "", ...names] = namesOf(pathname);
  if (part === "") return layOut({ place, title: "Databases", every: often, ...(await shownOr(async () => shown(await listed(source)))) });
  const key = names.join("/");
  if (part === "set") {
    const page = { place, title: `Set ${key}`, every: often };
    return layOut({ ...page, ...(await shownOr(async () => setPage(await source.sets?.find(key)))) });
  }
  if (!isPart(part) || key === "") return notFound(place);
  const page = { place, title: `${parts[part]} of ${key}`, shown: { key, part }, every: part === "database" ? often : seldom };
  try {
    const database = await source.database(key, signal);
    if (database === undefined) return notFound(place);
    const above = async () => html`<h1>${parts[part]}</h1>${await knownOf(database, part)}`;
    return layOut({ ...page, ...(await shownOr(() => views[part](database, searchParams), above)) });
  } catch (error) {
    return layOut({ ...page, ...faultOr(error) });
  }
}

const notFound = (place: string): HttpAnswer => layOut({ place, title: "Not found", ...missing("Not found", "There is no such page.") });

async function listed(source: PageSource): Promise<Html> {
  const [databases, sets] = await Promise.all([source.databases(), source.sets?.list() ?? []]);
  return listPage(databases, sets);
}

/** Parts of a path, decoded; what cannot be decoded is nobody's name. */
function namesOf(pathname: string): readonly string[] {
  try {
    return pathname
      .replace(/^\/|\/$/g, "")
      .split("/")
      .map(decodeURIComponent);
  } catch {
    return ["not a path"];
  }
}

/** `above`: what is shown with the fault. */
async function shownOr(view: () => Promise<Shown>, above: () => Promise<Html> = async () => html``): Promise<Shown> {
  try {
    return await view();
  } catch (error) {
    return faultOr(error, await above());
  }
}

/** What stopped us in place of the rest; what nobody foresaw is thrown again. */
function faultOr(error: unknown, above: Html = html``): Shown {
  if (!(error instanceof KeelsonError)) throw error;
  return { status: 503, body: html`${above}${faultView(error)}` };
}

/** What a status says of it, where the database itself cannot be asked. */
async function knownOf(database: PageDatabase, part: PartName): Promise<Html | null> {
  if (part !== "drift" && part !== "history") return null;
  const status = await database.status().catch(() => null);
  if (status === null || isUnasked(status)) return null;
  return html`<p>As it was last seen:</p>${part === "history" ? lastChanges(status) : status.drift && driftNames(status.drift)}`;
}
