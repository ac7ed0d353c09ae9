import { join } from "node:path";
import { expect } from "chai";
import type { AssistantEvent } from "../../../functions/shop/assistant";
import { Supervisor } from "../../../local/assistant/supervisor";
import { type TurnAnswer, Worker } from "../../../local/assistant/worker";
import { temporaryDirectory } from "../emulator/support";

const STUB = join(__dirname, "stub-child.ts");

describe("the assistant's process", function () {
    this.timeout(20_000);
    const directory = temporaryDirectory();
    after(() => directory.remove());

    const never = new AbortController().signal;
    const call = (body: string) => ({ headers: {}, body });
    const spawn = (setting = "on") =>
        Worker.start({
            environment: { PATH: process.env.PATH ?? "", SETTING: setting },
            logFile: join(directory.path, "log"),
            program: STUB,
        });
    const eventsOf = async ({ events }: TurnAnswer) => {
        const all: AssistantEvent[] = [];
        for await (const event of events) all.push(event);
        return all;
    };
    const textOf = async (answer: TurnAnswer) =>
        (await eventsOf(answer)).map((event) => (event.type === "text" ? event.text : event.type)).join();

    describe("a worker", () => {
        let worker: Worker;
        before(async () => {
            worker = await spawn();
        });
        after(() => worker.stop());

        it("gives the status and the events, in an environment of its own", async () => {
            const answer = await worker.turn(call("hello"), never);
            expect(answer.status).to.equal(200);
            expect(await textOf(answer)).to.equal(`${worker.pid} hello on`);
            expect((await worker.turn(call("refuse"), never)).status).to.equal(401);
        });

        it("answers turns beside each other", async () => {
            const slow = await worker.turn(call("slow"), never);
            const quick = await worker.turn(call("quick"), never);
            expect(await textOf(quick)).to.contain("quick");
            expect(await textOf(slow)).to.contain("slow");
        });

        it("hands on that whoever asked has gone", async () => {
            const gone = new AbortController();
            const answer = await worker.turn(call("hang"), gone.signal);
            gone.abort();
            expect(await textOf(answer)).to.contain("aborted");
        });
    });

    it("is refused, with its log's name, when it can't start", async () => {
        const error = await spawn("broken").catch((reason: unknown) => reason);
        expect(String(error)).to.contain("code 5").and.to.contain(join(directory.path, "log"));
    });

    it("tells a turn that it was cut off, before or after its first event, and comes back", async () => {
        const supervisor = new Supervisor({ spawn, renewMs: 60_000 });
        await supervisor.start();
        try {
            const before = await supervisor.turn(call("die"), never);
            expect(before.status).to.equal(503);
            expect((await eventsOf(before)).map(({ type }) => type)).to.deep.equal(["error"]);
            const broken = await supervisor.turn(call("break"), never);
            const events = await eventsOf(broken);
            expect(events.at(-1)).to.include({ type: "error", code: "assistant_restarting", retryable: true });
            expect(await textOf(await supervisor.turn(call("again"), never))).to.contain("again");
        } finally {
            await supervisor.stop();
        }
    });

    it("is given up when it keeps ending, and says so once", async () => {
        const failures: Error[] = [];
        let starts = 0;
        const supervisor = new Supervisor({
            renewMs: 60_000,
            onFailure: (error) => failures.push(error),
            spawn: async () => {
                if (++starts > 1) throw new Error("no memory");
                return spawn();
            },
        });
        await supervisor.start();
        await supervisor.turn(call("die"), never);
        const deadline = Date.now() + 10_000;
        while (failures.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
        expect(failures.map(({ message }) => message)).to.have.length(1);
        expect(failures[0]?.message).to.contain("no memory");
        const error = await supervisor.turn(call("hello"), never).catch((reason: unknown) => reason);
        expect(String(error)).to.contain("no memory");
        await supervisor.stop();
    });

    it("makes room for one with new credentials, without cutting a turn off", async () => {
        let now = 0;
        const supervisor = new Supervisor({ spawn, renewMs: 1_000, now: () => now });
        await supervisor.start();
        try {
            const first = await supervisor.pid();
            const slow = await supervisor.turn(call("slow"), never);
            now = 1_001;
            const next = await supervisor.turn(call("next"), never);
            const second = await supervisor.pid();
            expect(second).to.not.equal(first);
            expect(await textOf(next)).to.equal(`${second} next on`);
            expect(await textOf(slow)).to.equal(`${first} slow on`);
        } finally {
            await supervisor.stop();
        }
    });
});
