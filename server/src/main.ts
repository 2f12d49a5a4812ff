const { argv } = process;
process.exitCode =
  argv[2] === 'clock'
    ? await (await import('./cli/run-clock-cli.ts')).runClockCli(argv)
    : await (await import('./cli/run-cli.ts')).runCli(argv);

// Makes a module of a file without static imports.
export {};
