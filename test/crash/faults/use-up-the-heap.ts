/** Loaded before the command line: at SIGUSR2 the process allocates until there is no memory left, in whatever it is doing. */
process.once("SIGUSR2", () => {
  const held: string[][] = [];
  for (;;) held.push(Array.from({ length: 10_000 }, (_, at) => `${held.length} ${at}`));
});
