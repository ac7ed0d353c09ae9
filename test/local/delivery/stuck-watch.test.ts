import { expect } from "chai";
import { StuckWatch } from "../../../local/delivery/stuck-watch";
import { NO_TOTALS } from "../../../local/delivery/totals";

const stream = (lastError?: string, read = 0) => ({
    name: "feed",
    totals: { ...NO_TOTALS, read },
    underWay: 1,
    behindMs: 0,
    lastError,
});

describe("the watch for stuck streams", () => {
    it("reports a stream that an error has kept from any progress for the whole limit", () => {
        const watch = new StuckWatch(1000);
        expect(watch.report([stream("denied")], 0)).to.equal(undefined);
        expect(watch.report([stream("denied")], 999)).to.equal(undefined);
        expect(watch.report([stream("denied")], 1000)).to.equal(
            "delivery stream feed has made no progress for 1 s: denied",
        );
    });

    it("starts anew when records got through, and when the error has gone", () => {
        const watch = new StuckWatch(1000);
        watch.report([stream("denied")], 0);
        expect(watch.report([stream("denied", 1)], 1500)).to.equal(undefined);
        expect(watch.report([stream(undefined, 1)], 2400)).to.equal(undefined);
        expect(watch.report([stream("denied", 1)], 2600)).to.equal(undefined);
    });
});
