/**
 * What pg_dump pins, pinned for the transaction: names are printed with their schema, values as this product reads them.
 * The path is empty but for pg_catalog, so that nobody's table or operator can take the place of the catalogue's.
 */
export const catalogueSettings = `SELECT ${Object.entries({
  search_path: "",
  quote_all_identifiers: "off",
  datestyle: "ISO, YMD",
  intervalstyle: "postgres",
  timezone: "UTC",
  extra_float_digits: "3",
  bytea_output: "hex",
  standard_conforming_strings: "on",
  // Compiling a query over the catalogue takes longer than running it.
  jit: "off",
  // What a large schema has is sorted and joined in memory, not on the disk.
  work_mem: "32MB",
})
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
  .join(", ")}`;
