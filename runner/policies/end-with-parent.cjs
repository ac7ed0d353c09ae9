// Preloaded into each policy pack's process, so that none outlives a runner that was killed.
process.once("disconnect", () => process.exit(1));
