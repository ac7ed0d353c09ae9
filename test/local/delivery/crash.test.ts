import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type DeliveryWorker, startDelivery } from "../../../local/delivery";
import { FaultPoint } from "../../../local/delivery/faults";
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

describe("local delivery, killed", function () {
    this.timeout(120_000);
    let lake: TestLake;
    let worker: DeliveryWorker | undefined;
    beforeEach(async () => {
        lake = await TestLake.start();
    });
    afterEach(async () => {
        await worker?.stop();
        worker = undefined;
        await lake.stop();
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
            await sleep(300 + Math.random() * 1500);
            if (delivery.pid !== undefined) process.kill(delivery.pid, "SIGKILL");
        }
        const status = await idle;
        expect(status.restarts).to.be.at.least(1);
        expect(status.streams[0]?.totals).to.deep.include({ read: 3000, lost: 0 });
        await expectExactlyOnce(records);
    });

    it("again and again in the same batch, gives that batch up to the error prefix and goes on", async () => {
        await lake.put(someRecords(8));
        const point = FaultPoint.transformed;
        for (let crash = 1; crash <= 5; crash++) {
            const delivery = await start({
                LAKEFRONT_DELIVERY_FAULT: `${point}:1:${join(lake.directory, `killed-${crash}`)}`,
            });
            while ((await delivery.status()).restarts === 0) await sleep(20);
            process.kill(delivery.pid ?? 0, "SIGKILL");
            await worker?.stop();
        }
        await lake.put(someRecords(8, 100));
        const status = await (await start()).idle();
        expect(status.streams[0]?.totals).to.deep.include({ read: 16, processingFailed: 8 + 1 });
        expect(Object.values(await lake.failures("errors/processing-failed/"))).to.include("Delivery.BatchAbandoned");
    });

    it("ends with the process that started it", async () => {
        const delivery = await start();
        const { pid } = delivery;
        expect(isAlive(pid)).to.equal(true);
        await delivery.stop();
        expect(isAlive(pid)).to.equal(false);
    });
});

function isAlive(pid: number | undefined): boolean {
    try {
        return pid !== undefined && process.kill(pid, 0);
    } catch {
        return false;
    }
}
