import { expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { applyRequest } from "../../src/reconcile/request.ts";
import type { Run } from "../../src/reconcile/run.ts";
import { survey } from "../../src/reconcile/survey.ts";
import { describeProjects, users } from "./at-hand.ts";

describeProjects((at) => {
  test("what is read while another run is at work is read again, and is neither a fault nor drift", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", "upgrade: [ { addColumn: { table: users, column: { name: more, type: text } } } ]");
    const found = await at.project.with((run) => survey(besideAnother(run), applyRequest("head")));
    expect(found.path).toEqual([]);
    expect(found.look.drift).toEqual([]);
  });

  /** The other run comes between the journal and the catalogue, once. */
  function besideAnother(run: Run): Run {
    let came = false;
    const session = new Proxy(run.session, {
      get: (target, name) => {
        if (name !== "inspect") return Reflect.get(target, name);
        return async (scope: Parameters<typeof run.session.inspect>[0]) => {
          if (!came) await at.project.with((other) => reconcile(other, applyRequest("head")));
          came = true;
          return target.inspect(scope);
        };
      },
    });
    return { ...run, session };
  }
});
