/** Source of an operation from outside, `acme.dev/audited: { table }`: adds a column `changed_by`. */
export const audited = `const audited = {
  name: "acme.dev/audited",
  validate: (value) => typeof value === "object" && value !== null && Object.keys(value).join() === "table",
  resolve: ({ table }, model, { defaultSchema, grammar }) => {
    const ref = { kind: "column", parent: { kind: "table", schema: defaultSchema, name: table }, name: "changed_by" };
    const body = { type: grammar.canonicalType("text", () => undefined), nullable: true, default: null, identity: null, generated: null, collation: null };
    return [{ kind: "object", before: null, after: { kind: "column", ref, origin: { kind: "declared" }, comment: null, body } }];
  },
};
`;
