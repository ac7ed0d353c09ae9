import { expect } from "chai";
import { SyncError, SyncFailure } from "../../../functions/shop/catalog/sync/failure";
import {
    directRequestOf,
    isQueueEvent,
    notifiedKeys,
    type QueueMessage,
} from "../../../functions/sync-catalog/request";
import { syncUploads } from "../../../functions/sync-catalog/uploads";

function message(messageId: string, ...keys: string[]) {
    return { messageId, body: JSON.stringify({ Records: keys.map((key) => ({ s3: { object: { key } } })) }) };
}

async function outcome(
    messages: readonly { messageId: string; body: string }[],
    newest: string | undefined,
    sync: () => Promise<void> = async () => undefined,
    putAside?: (message: QueueMessage, failure: string) => Promise<void>,
) {
    const synced: string[] = [];
    const { failed } = await syncUploads(messages, {
        bucket: {
            newestUpload: async () => (newest === undefined ? undefined : { key: newest, modified: 1, etag: "1" }),
        },
        sync: async ({ key }) => {
            synced.push(key);
            await sync();
        },
        ...(putAside && { putAside }),
        log: () => undefined,
    });
    return { failed, synced };
}

describe("uploads of a catalogue", () => {
    it("are synced once, however many messages tell of them", async () => {
        const messages = [
            message("1", "catalog/a.json"),
            message("2", "catalog/a.json"),
            message("3", "catalog/a.json"),
        ];
        expect(await outcome(messages, "catalog/a.json")).to.deep.equal({ failed: [], synced: ["catalog/a.json"] });
    });

    it("don't undo a newer one when their message comes late", async () => {
        expect(await outcome([message("1", "catalog/old.json")], "catalog/new.json")).to.deep.equal({
            failed: [],
            synced: [],
        });
    });

    it("are no more once their file is gone", async () => {
        expect(await outcome([message("1", "catalog/a.json")], undefined)).to.deep.equal({ failed: [], synced: [] });
    });

    it("come again when their sync fails, and only they", async () => {
        const messages = [message("1", "catalog/new.json"), message("2", "catalog/old.json")];
        const fails = () => Promise.reject(new Error("busy"));
        expect((await outcome(messages, "catalog/new.json", fails)).failed).to.deep.equal(["1"]);
    });

    describe("that are refused for what their file says", () => {
        const lasting: readonly SyncFailure[] = [
            SyncFailure.UnreadableFile,
            SyncFailure.RejectedRows,
            SyncFailure.EmptyFile,
            SyncFailure.TooManyRemovals,
        ];
        const messages = [message("1", "catalog/a.json"), message("2", "catalog/old.json")];
        const failing = (code: SyncFailure) => () => Promise.reject(new SyncError(code, "no"));

        it("are put aside at once with the reason, and don't come again", async () => {
            for (const code of lasting) {
                const aside: unknown[] = [];
                const put = async (given: QueueMessage, failure: string) => void aside.push([given, failure]);
                expect((await outcome(messages, "catalog/a.json", failing(code), put)).failed, code).to.deep.equal([]);
                expect(aside).to.deep.equal([[messages[0], code]]);
            }
        });

        it("come again where they can't be put aside", async () => {
            const put = () => Promise.reject(new Error("no such queue"));
            for (const putAside of [put, undefined]) {
                const { failed } = await outcome(messages, "catalog/a.json", failing(SyncFailure.EmptyFile), putAside);
                expect(failed).to.deep.equal(["1"]);
            }
        });

        it("are told apart from those whose next try may work", async () => {
            const put = () => Promise.reject(new Error("put aside"));
            for (const code of Object.values(SyncFailure).filter((code) => !lasting.includes(code)))
                expect((await outcome(messages, "catalog/a.json", failing(code), put)).failed, code).to.deep.equal([
                    "1",
                ]);
        });
    });

    it("count no more once something newer came while they waited, under their own name too", async () => {
        const first = { key: "catalog/a.json", modified: 1, etag: "1" };
        for (const [then, counts] of [
            [first, true],
            [{ ...first, etag: "2" }, false],
            [{ key: "catalog/b.json", modified: 2, etag: "1" }, false],
            [undefined, false],
        ] as const) {
            const listed = [first, then];
            const asked: boolean[] = [];
            await syncUploads([message("1", first.key)], {
                bucket: { newestUpload: async () => listed.shift() },
                sync: async (_, isCurrent) => void asked.push(await isCurrent()),
                log: () => undefined,
            });
            expect(asked).to.deep.equal([counts]);
        }
    });

    it("are told apart from messages that can't be read, which come again until they are put aside", async () => {
        const messages = [
            { messageId: "1", body: "{" },
            { messageId: "2", body: '{"Records":7}' },
            message("3", "catalog/a.jsonl.gz"),
        ];
        expect(await outcome(messages, "catalog/a.jsonl.gz")).to.deep.equal({
            failed: ["1", "2"],
            synced: ["catalog/a.jsonl.gz"],
        });
    });

    it("are none where S3 only tries its notification, or where something else was put", async () => {
        const test = { messageId: "1", body: JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" }) };
        expect(await outcome([test, message("2", "catalog/readme.txt")], "catalog/a.json")).to.deep.equal({
            failed: [],
            synced: [],
        });
    });

    it("have their names decoded", () => {
        expect(notifiedKeys(message("1", "catalog/my+file%2B1%C3%BC.json"))).to.deep.equal(["catalog/my file+1ü.json"]);
    });
});

describe("a request to sync", () => {
    const source = { bucket: "b", key: "catalog/a.json" };

    it("is told apart from a queue's messages", () => {
        expect(isQueueEvent({ Records: [] })).to.equal(true);
        for (const event of [null, 7, {}, { source, trigger: "deploy" }]) expect(isQueueEvent(event)).to.equal(false);
    });

    it("names a file, perhaps in a version, and what it comes from", () => {
        expect(directRequestOf({ source: { ...source, version_id: "3" }, trigger: "deploy" })).to.deep.equal({
            source: { ...source, version_id: "3" },
            trigger: "deploy",
        });
    });

    it("says whether products may go, however many", () => {
        expect(directRequestOf({ source, trigger: "command", allow_removals: true }).allow_removals).to.equal(true);
    });

    for (const wrong of [
        null,
        {},
        { source },
        { source: { bucket: "b" }, trigger: "deploy" },
        { source, trigger: "upload" },
        { source, trigger: "command", allow_removals: "yes" },
        { source, trigger: "command", allowRemovals: true },
    ])
        it(`is not ${JSON.stringify(wrong)}`, () => {
            expect(() => directRequestOf(wrong)).to.throw("The request to sync the catalogue is wrong.");
        });
});
