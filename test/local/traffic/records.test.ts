import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { trafficSource } from "../../../local/start/traffic-source";
import { recordMessages, summariseRecords } from "../../../local/traffic/records";

const FIXTURES = join(__dirname, "../../fixtures");
const contact = JSON.parse(readFileSync(join(FIXTURES, "contact-record.json"), "utf8"));
const event = JSON.parse(readFileSync(join(FIXTURES, "agent-event.json"), "utf8"));

function contacts(count: number): Record<string, unknown>[] {
    return Array.from({ length: count }, (_, index) => ({ ...contact, ContactId: `contact-${index}` }));
}

describe("local/traffic: a user's own records", () => {
    let directory: string;
    const write = (name: string, content: string | Buffer): string => {
        const path = join(directory, name);
        writeFileSync(path, content);
        return path;
    };
    const idsIn = (path: string): unknown[] =>
        [...recordMessages(summariseRecords(path).files)].map(({ data }) => JSON.parse(data).ContactId);

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "lakefront-records-"));
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    const ids = ["contact-0", "contact-1", "contact-2"];
    const framings: Record<string, (documents: object[]) => string | Buffer> = {
        "a JSON list": (documents) => JSON.stringify(documents, null, 2),
        "JSON lines": (documents) => documents.map((document) => `${JSON.stringify(document)}\n`).join(""),
        "concatenated JSON": (documents) => documents.map((document) => JSON.stringify(document)).join(""),
        "JSON lines in gzip": (documents) => gzipSync(documents.map((document) => JSON.stringify(document)).join("\n")),
    };
    for (const [name, frame] of Object.entries(framings)) {
        it(`reads ${name}`, () => {
            expect(idsIn(write("records.json", frame(contacts(3))))).to.deep.equal(ids);
        });
    }

    it("reads every data file below a folder, in the order of names, and no other", () => {
        mkdirSync(join(directory, "b"));
        write("a.json", JSON.stringify(contacts(1)[0]));
        write("b/c.jsonl.gz", gzipSync(JSON.stringify({ ...contact, ContactId: "deep" })));
        write("readme.md", "not data");
        expect(idsIn(directory)).to.deep.equal(["contact-0", "deep"]);
    });

    it("tells contact records from agent events, and partitions each by contact or agent", () => {
        const path = write("mixed.json", JSON.stringify(contact) + JSON.stringify(event));
        const { sent, files } = summariseRecords(path);
        expect(sent).to.deep.equal({ contactRecords: 1, agentEvents: 1 });
        expect([...recordMessages(files)].map(({ feed, partitionKey }) => [feed, partitionKey])).to.deep.equal([
            ["contactRecords", contact.ContactId],
            ["agentEvents", event.AgentARN],
        ]);
    });

    it("sends what can't be read as it is, so that it ends in quarantine and not in silence", () => {
        const path = write("broken.jsonl", `${JSON.stringify(contact)}\n{"ContactId": broken}\n`);
        const { sent, unreadable, files } = summariseRecords(path);
        expect({ sent: sent.contactRecords, unreadable }).to.deep.equal({ sent: 2, unreadable: 1 });
        expect([...recordMessages(files)].map(({ data }) => data)).to.include('{"ContactId": broken}');
    });

    it("finds the instances and the first day, so that the tables show these records", () => {
        const arn = "arn:aws:connect:us-east-1:111122223333:instance/99999999-aaaa-4bbb-8ccc-dddddddddddd";
        const old = { ...contact, InstanceARN: arn, InitiationTimestamp: "2024-02-29T23:59:59Z" };
        const path = write("old.json", JSON.stringify([old, { ...old, InitiationTimestamp: "2025-01-01T00:00:00Z" }]));
        const { settings, title } = trafficSource({ contacts: 1, seed: 1, records: path }, new Date());
        expect(settings["lakefront:goLive"]).to.equal("2024-02-29");
        expect(JSON.parse(settings["lakefront:connectInstances"] ?? "")).to.deep.equal([
            { id: "99999999-aaaa-4bbb-8ccc-dddddddddddd", alias: "instance-1", wire: false },
        ]);
        expect(title).to.equal(`2 contact records from ${path}`);
    });

    const refusals: [string, () => string, RegExp][] = [
        [
            "a path that isn't there",
            () => join(directory, "nothing"),
            /--records: there is no file or folder .*nothing/,
        ],
        ["a folder without data files", () => directory, /holds no \.json, \.jsonl, \.ndjson or \.gz file/],
        ["an empty file", () => write("empty.json", " \n"), /empty\.json holds no records/],
        [
            "damaged gzip",
            () => write("bad.json.gz", Buffer.from([0x1f, 0x8b, 1, 2, 3])),
            /--records: can't read .*bad\.json\.gz/,
        ],
    ];
    for (const [what, path, message] of refusals) {
        it(`refuses ${what}, naming it`, () => {
            expect(() => summariseRecords(path())).to.throw(message);
        });
    }
});
