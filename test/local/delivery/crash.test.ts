import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type DeliveryWorker, startDelivery } from "../../../local/delivery";
import { FaultPoint } from "../../../local/delivery/faults";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { temporaryDirectory } from "../emulator/support";
import { TestLake, type TestRecord } from "./support/lake";

const WAYS = ["", "", "", "", "", "drop", "fail", "misfit"];

/** Records whose fate is known, over several partitions; every id is there once. */
function someRecords(count: number, from = 0): TestRecord[] {
    return Array.from({ length: count }, (_, index) => ({
        id: `r${from + index}`,
        value: index,
        instance: `i-${index % 3}`,
        date: `2026-01-0${1 + (index % 2)}`,
        do: WAYS[index % WAYS.length],
    }));
}

describe("the delivery process, killed", function () {
    this.timeout(120_000);
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let lake: TestLake;
    let worker: DeliveryWorker | undefined;
    before(async () => {
        emulator = await startEmulator({ directory: directory.path });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });
    beforeEach(async () => {
        lake = await TestLake.in(emulator);
    });
    afterEach(async () => {
        await worker?.stop();
        worker = undefined;
        lake.remove();
    });

    async function start(env?: Record<string, string>): Promise<DeliveryWorker> {
        worker = await startDelivery({ deploymentFile: lake.deploymentFile, stateDir: lake.stateDir, env });
        return worker;
    }

    async function expectExactlyOnce(records: readonly TestRecord[]): Promise<void> {
        const withFate = (way: string) => records.filter((record) => record.do === way).map(({ id }) => id);
        expect((await lake.rows()).map(({ id }) => id)).to.have.members(withFate(""));
        expect(await lake.failedIds("errors/processing-failed/")).to.have.members(withFate("fail"));
        expect(await lake.failedIds("errors/format-conversion-failed/")).to.have.members(withFate("misfit"));
        expect(await lake.backedUpIds()).to.have.members(records.map(({ id }) => id));
        expect(readdirSync(join(lake.stateDir, "test-delivery", "batches"))).to.deep.equal([]);
    }

    for (const point of Object.values(FaultPoint)) {
        it(`at "${point}" has every record in the bucket exactly once afterwards`, async () => {
            const records = someRecords(40);
            await lake.put(records);
            const delivery = await start({ LAKEFRONT_DELIVERY_FAULT: `${point}:1:${join(lake.directory, "killed")}` });
            const status = await delivery.idle();
            expect(status.restarts).to.equal(1);
            expect(status.streams[0]?.totals).to.deep.include({ read: 40, delivered: 25, dropped: 5, lost: 0 });
            await expectExactlyOnce(records);
        });
    }

    it("at random moments has every record in the bucket exactly once afterwards", async () => {
        const records = someRecords(3000);
        const delivery = await start();
        const idle = lake.put(records).then(() => delivery.idle());
        for (let kill = 0; kill < 4; kill++) {
            // The first while the records are still being put: a fast machine is done with all of them in two seconds.
            await sleep(kill === 0 ? Math.random() * 200 : 300 + Math.random() * 1500);
            if (delivery.pid !== undefined) process.kill(delivery.pid, "SIGKILL");
        }
        const status = await idle;
        expect(status.restarts).to.be.at.least(1);
        expect(status.streams[0]?.totals).to.deep.include({ read: 3000, lost: 0 });
        await expectExactlyOnce(records);
    });

    it("again and again in the same batch, gives that batch up to the error prefix and goes on", async () => {
        await lake.put(someRecords(8));
        await lake.runWorkerUntilKilled(FaultPoint.transformed);
        const file = join(lake.stateDir, "test-delivery", "checkpoint.json");
        writeFileSync(file, readFileSync(file, "utf8").replace('"attempts":1', '"attempts":5'));
        await lake.put(someRecords(8, 100));
        const status = await (await start()).idle();
        expect(status.streams[0]?.totals).to.deep.include({ read: 16, processingFailed: 8 + 1, delivered: 5 });
        expect(await lake.failures("errors/processing-failed/")).to.include({
            r0: "Delivery.BatchAbandoned",
            r106: "Lambda.ProcessingFailed",
        });
    });

    it("with the process that started it, is not left behind", async () => {
        const { starter, workerPid } = await lake.startFromAnotherProcess();
        expect(isAlive(workerPid)).to.equal(true);
        starter.kill("SIGKILL");
        for (let waited = 0; isAlive(workerPid) && waited < 5000; waited += 50) await sleep(50);
        expect(isAlive(workerPid)).to.equal(false);
    });

    it("and again after each start, is given up with the reason", async () => {
        let failure: Error | undefined;
        const worker = await startDelivery({
            deploymentFile: lake.deploymentFile,
            stateDir: lake.stateDir,
            onFailure: (error) => {
                failure = error;
            },
        });
        writeFileSync(lake.deploymentFile, "{}");
        process.kill(worker.pid ?? 0, "SIGKILL");
        const outcome = await worker.idle().then(
            () => "idle",
            (error: Error) => error.message,
        );
        expect(outcome).to.match(/^delivery ended 6 times within a minute: /);
        expect(failure?.message).to.equal(outcome);
        await worker.stop();
    });
});

function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
