import { expect } from "chai";
import { SyncError, SyncFailure } from "../../../functions/shop/catalog/sync/failure";
import { onceLetIn } from "../../../functions/sync-catalog/letting-in";
import { serviceError, stoppedClock } from "../stopped-clock";

function refused(name: string): SyncError {
    const error = new SyncError(SyncFailure.Internal, "not authorized");
    error.cause = serviceError(403, name);
    return error;
}

/** A sync that fails in the ways given, one after the other, and then ends well. */
function syncThatFails(...failures: readonly Error[]) {
    const left = [...failures];
    const clock = stoppedClock();
    const run = onceLetIn(async () => {
        const failure = left.shift();
        if (failure) throw failure;
        return "report";
    }, clock);
    return { run, clock };
}

async function failureOf(run: Promise<unknown>): Promise<unknown> {
    return run.then(
        () => expect.fail("it did not fail"),
        (error: unknown) => error,
    );
}

describe("the sync of a deployment", () => {
    for (const name of ["AccessDenied", "AccessDeniedException"]) {
        it(`is repeated while IAM's ${name} passes`, async () => {
            const { run, clock } = syncThatFails(refused(name), refused(name));
            expect(await run).to.equal("report");
            expect(clock.pauses).to.have.length(2);
        });
    }

    it("fails by a refusal that stays, after a minute at most", async () => {
        const failures = Array.from({ length: 100 }, () => refused("AccessDenied"));
        const { run, clock } = syncThatFails(...failures);
        expect(failures).to.include(await failureOf(run));
        expect(clock.pauses.reduce((sum, pause) => sum + pause, 0)).to.be.within(45_000, 60_000);
    });

    it("fails at once by what is wrong with the file", async () => {
        const failure = new SyncError(SyncFailure.RejectedRows, "3 of 5 rows are bad");
        const { run, clock } = syncThatFails(failure);
        expect(await failureOf(run)).to.equal(failure);
        expect(clock.pauses).to.deep.equal([]);
    });
});
