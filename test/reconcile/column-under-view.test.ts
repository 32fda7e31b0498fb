import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, AtHand, users } from "./at-hand.ts";
import { describeEngines } from "./engines.ts";

describeEngines((engine) => {
  // Only PostgreSQL says which columns a view takes.
  test.skipIf(engine.dialect.name === "sqlite")("a column that a view takes is not dropped, unless the view is changed first", async () => {
    const at = new AtHand();
    await at.open(engine);
    try {
      at.project.revision("a", null, `upgrade: [ ${users}, { createView: { name: mails, query: "SELECT id, email FROM users" } } ]`);
      await at.go(upgradeRequest("head"));
      const drop = "{ dropColumn: { table: users, column: email } }";
      at.project.revision("b", "a", `upgrade: [ ${drop} ]`);
      expect(await reconcileOnce(at.project.options(), upgradeRequest("head", allowLoss))).toMatchObject({
        exitCode: 3,
        error: { diagnostics: [{ code: "still-used", message: expect.stringContaining("mails") }] },
      });
      at.project.revision(
        "b",
        "a",
        `upgrade: [ { dropView: { name: mails } }, ${drop}, { createView: { name: mails, query: "SELECT id FROM users" } } ]`,
      );
      expect(await at.go(upgradeRequest("head", allowLoss))).toMatchObject({ exitCode: 0 });
    } finally {
      await at.opened.drop();
    }
  });
});
