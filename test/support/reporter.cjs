const { relative } = require("node:path");
const { reporters } = require("mocha");

const PATIENCE_MS = 60_000;

/** Mocha's spec reporter, closing with the one line that CI reads: `N passed, N failed`. */
module.exports = class ClosingLineReporter extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        runner.on("fail", nameFile);
    }

    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
        endIfHeldUp(failures);
    }
};

/** Of a file that can't be loaded, or whose process died, mocha tells everything but its name. */
function nameFile(test, error) {
    if (error?.uncaught && test.file !== undefined && test.parent?.root) {
        test.title = `${relative(process.cwd(), test.file)}: ${test.title}`;
    }
}

/** A test that leaves something behind must not hold CI up for hours: the run is ended, and says what was left. */
function endIfHeldUp(failures) {
    const timer = setTimeout(() => {
        console.error(`Tests left something running: ${process.getActiveResourcesInfo().join(", ")}. Ended.`);
        process.exit(failures > 0 ? 1 : 0);
    }, PATIENCE_MS);
    timer.unref();
}
