const { reporters } = require("mocha");

/** Mocha's spec reporter, closing with the one line that CI reads: `N passed, N failed`. */
module.exports = class ClosingLineReporter extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
    }
};
