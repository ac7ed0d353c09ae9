const { reporters } = require("mocha");

const PATIENCE_MS = 60_000;

/** Mocha's spec reporter, closing with the one line that CI reads: `N passed, N failed`. */
module.exports = class ClosingLineReporter extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
        endIfHeldUp(failures);
    }
};

/** A test that leaves something behind must not hold CI up for hours: the run is ended, and says what was left. */
function endIfHeldUp(failures) {
    const timer = setTimeout(() => {
        console.error(`Tests left something running: ${process.getActiveResourcesInfo().join(", ")}. Ended.`);
        process.exit(failures > 0 ? 1 : 0);
    }, PATIENCE_MS);
    timer.unref();
}
