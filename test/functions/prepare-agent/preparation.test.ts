import { expect } from "chai";
import type { AgentApi, AgentState, GuardrailChoice } from "../../../functions/prepare-agent/agent-api";
import { prepare, versionsToDelete } from "../../../functions/prepare-agent/preparation";
import { readRequest } from "../../../functions/prepare-agent/request";
import { serviceError, stoppedClock } from "../stopped-clock";

const GUARDRAIL: GuardrailChoice = { id: "abcdefghijkl", version: "3" };
const ARN = "arn:aws:bedrock:us-east-1:111122223333:guardrail/abcdefghijkl";

interface Script {
    /** States that are read in turn; the last one stays until something is done. */
    readonly states?: readonly string[];
    readonly afterPrepare?: readonly string[];
    readonly guardrail?: GuardrailChoice;
    readonly keepsGuardrail?: boolean;
    readonly failures?: readonly Error[];
    readonly versions?: readonly string[];
    readonly routed?: readonly string[];
    readonly undeletable?: readonly string[];
}

function agent(script: Script = {}) {
    const calls: string[] = [];
    let states = [...(script.states ?? ["NOT_PREPARED"])];
    let guardrail = script.guardrail;
    const failures = [...(script.failures ?? [])];
    const api: AgentApi = {
        async get(): Promise<AgentState> {
            const status = states[0] ?? "NOT_PREPARED";
            if (states.length > 1) states = states.slice(1);
            return { status, failureReasons: ["no such model"], guardrail, fingerprint: JSON.stringify([guardrail]) };
        },
        async setGuardrail(wanted) {
            calls.push("setGuardrail");
            if (script.keepsGuardrail !== false) guardrail = wanted;
            states = ["UPDATING", "NOT_PREPARED"];
        },
        async prepare() {
            calls.push("prepare");
            const failure = failures.shift();
            if (failure) throw failure;
            states = [...(script.afterPrepare ?? ["PREPARING", "PREPARED"])];
        },
        versions: async () => script.versions ?? [],
        routedVersions: async () => script.routed ?? [],
        async deleteVersion(version) {
            if (script.undeletable?.includes(version)) throw serviceError(409, "ConflictException");
            calls.push(`delete ${version}`);
        },
    };
    return { api, calls, clock: stoppedClock() };
}

async function refusal(promise: Promise<unknown>): Promise<string> {
    try {
        await promise;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("it was not refused");
}

const wanted = { guardrail: GUARDRAIL, keepVersions: 3 };

describe("preparing an agent", () => {
    it("prepares once and ends when the draft is prepared", async () => {
        const { api, calls, clock } = agent({ guardrail: GUARDRAIL });
        const result = await prepare(wanted, api, clock);
        expect(result).to.include({ status: "PREPARED", guardrail_reasserted: false });
        expect(result.agent_hash).to.match(/^[0-9a-f]{64}$/);
        expect(calls).to.deep.equal(["prepare"]);
    });

    for (const state of ["CREATING", "PREPARING", "UPDATING", "VERSIONING"]) {
        it(`waits ${state} out before it begins`, async () => {
            const { api, calls, clock } = agent({ guardrail: GUARDRAIL, states: [state, state, "NOT_PREPARED"] });
            await prepare(wanted, api, clock);
            expect(clock.pauses.length).to.be.at.least(2);
            expect(calls).to.deep.equal(["prepare"]);
        });
    }

    for (const state of ["FAILED", "DELETING"]) {
        it(`fails with the reason when the agent is ${state}`, async () => {
            const { api, calls, clock } = agent({ states: [state] });
            expect(await refusal(prepare(wanted, api, clock))).to.equal(`The agent is ${state}: no such model`);
            expect(calls).to.deep.equal([]);
        });
    }

    it("fails when the preparation does", async () => {
        const { api, clock } = agent({ guardrail: GUARDRAIL, afterPrepare: ["PREPARING", "FAILED"] });
        expect(await refusal(prepare(wanted, api, clock))).to.include("FAILED: no such model");
    });

    it("fails when the agent never settles", async () => {
        const { api, clock } = agent({ guardrail: GUARDRAIL, afterPrepare: ["PREPARING"] });
        expect(await refusal(prepare(wanted, api, clock))).to.equal("The agent is still PREPARING after 300 s");
    });

    it("fails when the service says it prepared and leaves the draft as it was", async () => {
        const { api, clock } = agent({ guardrail: GUARDRAIL, afterPrepare: ["NOT_PREPARED"] });
        expect(await refusal(prepare(wanted, api, clock))).to.equal("The agent is NOT_PREPARED after it was prepared");
    });

    for (const busy of [
        serviceError(409, "ConflictException"),
        serviceError(429, "ThrottlingException"),
        serviceError(403, "AccessDeniedException"),
        serviceError(500),
        serviceError(400, "ValidationException", "Agent is in Preparing state"),
    ]) {
        it(`tries again after "${busy.message}"`, async () => {
            const { api, calls, clock } = agent({ guardrail: GUARDRAIL, failures: [busy, busy] });
            await prepare(wanted, api, clock);
            expect(calls).to.deep.equal(["prepare", "prepare", "prepare"]);
        });
    }

    it("passes on at once what won't pass by itself", async () => {
        const { api, clock } = agent({ guardrail: GUARDRAIL, failures: [serviceError(400, "ValidationException")] });
        expect(await refusal(prepare(wanted, api, clock))).to.equal("ValidationException");
        expect(clock.pauses).to.deep.equal([]);
    });

    it("passes on a refusal that stays, after two minutes at most", async () => {
        const failures = Array<Error>(1000).fill(serviceError(403, "AccessDeniedException"));
        const { api, clock } = agent({ guardrail: GUARDRAIL, failures });
        expect(await refusal(prepare(wanted, api, clock))).to.equal("AccessDeniedException");
        expect(clock.pauses.reduce((sum, pause) => sum + pause, 0)).to.be.within(100_000, 120_000);
    });

    describe("with a guardrail", () => {
        it("puts one back that has fallen off, before it prepares", async () => {
            const { api, calls, clock } = agent({});
            expect((await prepare(wanted, api, clock)).guardrail_reasserted).to.equal(true);
            expect(calls).to.deep.equal(["setGuardrail", "prepare"]);
        });

        it("puts the right version in the place of another", async () => {
            const { api, calls, clock } = agent({ guardrail: { ...GUARDRAIL, version: "DRAFT" } });
            await prepare(wanted, api, clock);
            expect(calls).to.deep.equal(["setGuardrail", "prepare"]);
        });

        it("fails when the agent doesn't keep it", async () => {
            const { api, clock } = agent({ keepsGuardrail: false });
            expect(await refusal(prepare(wanted, api, clock))).to.equal(
                "The agent lost its guardrail: the prepared draft has none instead of abcdefghijkl at version 3",
            );
        });

        it("knows it by id and by ARN", async () => {
            const { api, calls, clock } = agent({ guardrail: { id: ARN, version: "3" } });
            await prepare(wanted, api, clock);
            expect(calls).to.deep.equal(["prepare"]);
        });

        it("asks for none when the agent has none", async () => {
            const { api, calls, clock } = agent({});
            await prepare({ keepVersions: 3 }, api, clock);
            expect(calls).to.deep.equal(["prepare"]);
        });
    });

    describe("and its old versions", () => {
        it("deletes all but the newest and those that an alias uses", async () => {
            const { api, calls, clock } = agent({
                guardrail: GUARDRAIL,
                versions: ["DRAFT", "10", "2", "1", "9", "8"],
                routed: ["2"],
            });
            const { deleted_versions: deleted } = await prepare(wanted, api, clock);
            expect(deleted).to.deep.equal(["1"]);
            expect(calls).to.deep.equal(["prepare", "delete 1"]);
        });

        it("goes on when one can't be deleted", async () => {
            const { api, clock } = agent({
                guardrail: GUARDRAIL,
                versions: ["1", "2", "3", "4", "5"],
                undeletable: ["1"],
            });
            expect((await prepare(wanted, api, clock)).deleted_versions).to.deep.equal(["2"]);
        });

        it("deletes nothing while there are few", () => {
            expect(versionsToDelete(["DRAFT", "1", "2"], [], 2)).to.deep.equal([]);
        });
    });
});

describe("a request to prepare an agent", () => {
    it("names the agent, the guardrail and how many versions stay", () => {
        const guardrail = { id: "abc", version: "1" };
        expect(readRequest({ agent_id: "A", guardrail, keep_versions: 5, content_hash: "x" })).to.deep.equal({
            agentId: "A",
            guardrail,
            keepVersions: 5,
        });
    });

    for (const [name, broken] of Object.entries({
        agent_id: { keep_versions: 5 },
        keep_versions: { agent_id: "A", keep_versions: 0 },
        guardrail: { agent_id: "A", keep_versions: 5, guardrail: "abc" },
        version: { agent_id: "A", keep_versions: 5, guardrail: { id: "abc" } },
    })) {
        it(`is refused for its ${name}`, () => {
            expect(() => readRequest(broken)).to.throw(name);
        });
    }
});
