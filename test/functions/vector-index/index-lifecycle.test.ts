import { expect } from "chai";
import {
    carryOut,
    INDEX_PATIENCE,
    IndexAction,
    type IndexApi,
    type IndexRequest,
} from "../../../functions/vector-index/index-lifecycle";
import { readRequest } from "../../../functions/vector-index/request";
import { serviceError, stoppedClock } from "../stopped-clock";

type Call = "create" | "get" | "delete";

/** A collection whose calls fail as scripted, in turn, before they do what they should. */
function collection(scripts: Partial<Record<Call, readonly (number | undefined)[]>> = {}, there = false) {
    const calls: Call[] = [];
    const state = { there };
    const left = {
        create: [...(scripts.create ?? [])],
        get: [...(scripts.get ?? [])],
        delete: [...(scripts.delete ?? [])],
    };
    const step = async (call: Call) => {
        calls.push(call);
        const status = left[call].shift();
        if (status !== undefined) throw serviceError(status);
    };
    const api: IndexApi = {
        async create() {
            await step("create");
            if (state.there) throw serviceError(409, "ConflictException");
            state.there = true;
        },
        async get() {
            await step("get");
            if (!state.there) throw serviceError(404, "ResourceNotFoundException");
        },
        async delete() {
            await step("delete");
            if (!state.there) throw serviceError(404, "ResourceNotFoundException");
            state.there = false;
        },
    };
    return { api, calls, state, clock: stoppedClock() };
}

function request(action: IndexAction = IndexAction.Create): IndexRequest {
    return { action, indexName: "products-0123456789ab", schema: { settings: { "index.knn": true } } };
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
    try {
        await promise;
    } catch (error) {
        if (error instanceof Error) return error;
    }
    throw new Error("it was not refused");
}

describe("the vector index of a collection", () => {
    it("is made, and is there for three answers in a row", async () => {
        const { api, calls, clock } = collection();
        expect(await carryOut(request(), api, clock)).to.deep.equal({
            index_name: "products-0123456789ab",
            status: "created",
        });
        expect(calls).to.deep.equal(["get", "create", "get", "get", "get"]);
    });

    it("is taken as it is when a first try made it already", async () => {
        const { api, calls, clock } = collection({}, true);
        expect((await carryOut(request(), api, clock)).status).to.equal("existed");
        expect(calls).not.to.include("create");
    });

    it("is only made sure of by an update", async () => {
        const { api, clock } = collection({}, true);
        expect((await carryOut(request(IndexAction.Update), api, clock)).status).to.equal("existed");
    });

    for (const status of [401, 403, 409, 429, 500, 503]) {
        it(`is tried again after ${status}`, async () => {
            const { api, clock, state } = collection({ get: [status], create: [status] });
            await carryOut(request(), api, clock);
            expect(state.there).to.equal(true);
        });
    }

    it("is tried again while the collection itself isn't found by everyone", async () => {
        const { api, clock, state } = collection({ create: [404, 404] });
        await carryOut(request(), api, clock);
        expect(state.there).to.equal(true);
    });

    it("waits longer each time, up to a cap, and gives up after five minutes with what the service said", async () => {
        const { api, clock } = collection({ get: new Array(200).fill(403) });
        const error = await rejection(carryOut(request(), api, clock));
        expect(error).to.have.nested.property("$metadata.httpStatusCode", 403);
        expect(clock.pauses.slice(0, 5)).to.deep.equal([1000, 2000, 4000, 8000, 15_000]);
        expect(clock.now()).to.be.within(INDEX_PATIENCE.total - INDEX_PATIENCE.longestPause, INDEX_PATIENCE.total);
    });

    it("fails at once when the schema is refused", async () => {
        const { api, clock } = collection({ create: [400] });
        await rejection(carryOut(request(), api, clock));
        expect(clock.pauses).to.deep.equal([]);
    });

    it("isn't ready when it answers once and is then gone for a moment", async () => {
        const { api, calls, clock } = collection({ get: [404, undefined, 404, undefined, undefined, undefined] });
        await carryOut(request(), api, clock);
        expect(calls.filter((call) => call === "get")).to.have.length(6);
    });

    it("is gone after a deletion", async () => {
        const { api, clock, state } = collection({ delete: [403, 429] }, true);
        expect((await carryOut(request(IndexAction.Delete), api, clock)).status).to.equal("deleted");
        expect(state.there).to.equal(false);
    });

    it("may be gone before its deletion", async () => {
        const { api, clock } = collection();
        expect((await carryOut(request(IndexAction.Delete), api, clock)).status).to.equal("absent");
    });
});

describe("a request for a vector index", () => {
    const event = { collection_id: "abc", index_name: "products", schema: {} };

    it("is a creation without a life cycle, and what the life cycle says otherwise", () => {
        expect(readRequest(event).action).to.equal(IndexAction.Create);
        expect(readRequest({ ...event, tf: { action: "delete", prev_input: event } }).action).to.equal("delete");
    });

    for (const [name, broken] of Object.entries({
        "the event": 1,
        collection_id: { ...event, collection_id: "" },
        index_name: { ...event, index_name: undefined },
        schema: { ...event, schema: [] },
        "tf.action": { ...event, tf: { action: "read" } },
    })) {
        it(`is refused for its ${name}`, () => {
            expect(() => readRequest(broken)).to.throw(name);
        });
    }
});
