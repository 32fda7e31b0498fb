/** SQL: whether the role finds the relation `c` in its schema `n`, and would see all of its rows. */
export const mayReadRows = "(pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND NOT pg_catalog.row_security_active(c.oid))";
