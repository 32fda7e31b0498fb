import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { writeTransactionalHistory } from "../faults/history.ts";
import { FaultProject } from "../faults/project.ts";
import { traceOf } from "../faults/trace.ts";
import { describeHouse } from "./house.ts";

describeHouse("an applied revision that was edited", (house) => {
  test("is refused with both digests, and nothing is changed", { timeout: 60_000 }, async () => {
    const url = await house.database();
    using project = new FaultProject({ url });
    writeTransactionalHistory(project);
    await project.upgrade();
    const before = await traceOf(url);
    const recorded = String(await ask(url, "SELECT digest FROM keelson.history WHERE revision = 'r2'"));
    project.revision("r2", ["r1"], "upgrade:\n  - createTable: { name: t2, columns: [ { name: id, type: integer } ] }");
    project.revision("r6", ["r5"], "upgrade:\n  - createTable: { name: t6, columns: [ { name: id, type: bigint } ] }");
    const refused = await project.exits(3, ["upgrade", "-o", "json"]);
    const { error } = refused.json<{
      readonly error: { readonly code: string; readonly diagnostics: readonly { readonly message: string }[] };
    }>();
    expect(error.code).toBe("revision-edited");
    const said = error.diagnostics.map(({ message }) => message).join("\n");
    expect(said).toContain("r2");
    expect(new Set(said.match(/sha256:[0-9a-f]+/g)).size, said).toBe(2);
    expect(recorded.startsWith(said.match(/sha256:[0-9a-f]{8}/g)?.find((digest) => recorded.startsWith(digest)) ?? "none"), said).toBe(
      true,
    );
    expect(await traceOf(url)).toEqual(before);
  });
});
