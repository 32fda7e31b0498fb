import { expect, test } from "vitest";
import { wrongFields } from "../../resource/wrong-fields.ts";
import { seededShare } from "../../seeded-share.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, database, secret, startOperator } from "./test-operator.ts";

/** So few that a status has room for all that is wrong with them. */
const together = 4;

describeKubernetes("documents in a ConfigMap", (cluster) => {
  test("with a wrong value of any field stall their Database, with the line of each", { timeout: 300_000 }, async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    const wrong = seededShare(
      wrongFields().filter(({ path }) => /^(?:Schema|Revision)\./.test(path)),
      16,
    );
    const groups = Array.from({ length: Math.ceil(wrong.length / together) }, (_, at) => wrong.slice(at * together, (at + 1) * together));
    await project.apply(secret("shop-db", { url: file.url }), database({ dialect: "sqlite" }));
    for (const [round, group] of groups.entries()) {
      const data = Object.fromEntries(group.map(({ text }, at) => [`${round}-${at}.yaml`, text]));
      await project.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "documents" }, data });
      const places = async () => {
        const { status } = await project.get();
        return new Set((status?.diagnostics ?? []).map((each) => `${each.file}:${each.line}`));
      };
      for (const [name, text] of Object.entries(data)) {
        const place = `documents/${name}:${text.trimEnd().split("\n").length}`;
        await expect.poll(async () => [...(await places())], { message: text }).toContain(place);
      }
      await project.until("False Invalid Stalled");
    }
    await operator.stop();
  });
});
