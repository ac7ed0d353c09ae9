import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { parse } from "yaml";
import { type LakefrontConfig, parseConfig, SETTINGS } from "../../config";

const INSTANCES = '[{"id": "11111111-2222-3333-4444-555555555555", "alias": "support"}]';
const ADMIN = "arn:aws:iam::111122223333:role/lake-admin";
const required = { goLive: "2026-01-01", connectInstances: INSTANCES, lakeAdmins: JSON.stringify([ADMIN]) };

function read(settings: Record<string, string | undefined>, stack = "dev"): LakefrontConfig {
    return parseConfig({ stack, names: Object.keys(settings), get: (name) => settings[name] });
}

function problemsOf(settings: Record<string, string | undefined>, stack = "dev"): string {
    try {
        read(settings, stack);
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the settings were not refused");
}

describe("stack settings", () => {
    it("have safe defaults for all that a stack need not say", () => {
        expect(read(required)).to.deep.equal({
            namePrefix: "lakefront-dev",
            connectInstances: [
                {
                    id: "11111111-2222-3333-4444-555555555555",
                    alias: "support",
                    wire: true,
                    contactRecordsAssociationId: undefined,
                    agentEventsAssociationId: undefined,
                },
            ],
            goLive: "2026-01-01",
            streamMode: "onDemand",
            shardCount: 1,
            streamRetentionHours: 168,
            bufferSeconds: 900,
            bufferMegabytes: 128,
            logRetentionDays: 365,
            queryLimitGibibytes: 1024,
            dailyScanAlarmGibibytes: 5120,
            resultsRetentionDays: 30,
            alarmTopicArn: undefined,
            auditTrail: true,
            accountSettings: true,
            lakeAdmins: [ADMIN],
            auditors: [],
            principals: {},
            grants: {},
            hybridAccess: false,
            shop: undefined,
            replicaRegion: undefined,
            disposable: false,
            allowDeletion: false,
            tags: {},
        });
    });

    it("show every mistake at once, each with the value and a good one", () => {
        const message = problemsOf({
            connectInstances: "[]",
            bufferSeconds: "5",
            logRetentionDays: "31",
            auditTrail: "yes",
            bufferSecond: "60",
        });
        expect(message.split("\n")).to.have.length(8);
        expect(message).to.match(/^Stack "dev" has 7 settings to mend in Pulumi\.dev\.yaml:/);
        expect(message).to.match(/lakefront:bufferSecond is no setting: there are .*bufferSeconds/);
        expect(message).to.match(
            /lakefront:connectInstances is \[\]: it takes a list of one instance or more, for example \[/,
        );
        expect(message).to.match(/lakefront:lakeAdmins is missing: it takes a list of ARNs .*; or set accountSettings/);
        expect(message).to.match(/lakefront:goLive is missing: it takes a date .*, for example 2026-01-31/);
        expect(message).to.match(
            /lakefront:bufferSeconds is "5": it takes a whole number of seconds from 60 to 900, for example 900/,
        );
        expect(message).to.match(/lakefront:logRetentionDays is "31": it takes one of 1, 3, 5/);
        expect(message).to.match(/lakefront:auditTrail is "yes": it takes true or false, for example true/);
    });

    const refused: [string, Record<string, string | undefined>, RegExp][] = [
        ["no instance", { connectInstances: undefined }, /connectInstances is missing/],
        ["instances that are no list", { connectInstances: "support" }, /connectInstances is support: it takes a list/],
        ["an instance that is no object", { connectInstances: '["x"]' }, /connectInstances\[0\] is "x"/],
        ["an instance without an id", { connectInstances: '[{"alias":"a"}]' }, /connectInstances\[0\]\.id is missing/],
        [
            "an id that is no UUID",
            { connectInstances: INSTANCES.replace("1111-", "111-") },
            /connectInstances\[0\]\.id is/,
        ],
        [
            "an alias that can't name a resource",
            { connectInstances: INSTANCES.replace("support", "My Desk") },
            /alias is "My Desk"/,
        ],
        [
            "a property that an instance hasn't",
            { connectInstances: INSTANCES.replace('"alias"', '"name"') },
            /\[0\] has a property "name"/,
        ],
        [
            "wire that is no flag",
            { connectInstances: INSTANCES.replace("}", ', "wire": "no"}') },
            /\[0\]\.wire is "no"/,
        ],
        [
            "an association that isn't wired",
            { connectInstances: INSTANCES.replace("}", ', "wire": false, "agentEventsAssociationId": "0123456789"}') },
            /agentEventsAssociationId is given, but wire is false/,
        ],
        [
            "an association that is no id",
            { connectInstances: INSTANCES.replace("}", ', "contactRecordsAssociationId": "?"}') },
            /contactRecordsAssociationId is "\?"/,
        ],
        [
            "one instance twice",
            { connectInstances: `[${INSTANCES.slice(1, -1)},${INSTANCES.slice(1, -1)}]` },
            /names the id "11111111-.*twice/,
        ],
        [
            "administrators that are no roles",
            { lakeAdmins: '["alice"]' },
            /lakeAdmins is "\["alice"\]": it takes a list of/,
        ],
        ["no administrators", { lakeAdmins: "[]" }, /lakeAdmins is missing: .* set accountSettings to false/],
        [
            "administrators of settings that another stack owns",
            { accountSettings: "false" },
            /lakeAdmins is given, but accountSettings is false/,
        ],
        ["grants that are no object", { grants: "[]" }, /grants is \[\]: it takes an object with a grant for each key/],
        ["a grant that is no object", { grants: '{"a": 1}' }, /grants\.a is 1: it takes an object with a principal/],
        [
            "a grant to nobody",
            { grants: '{"a": {"access": "read"}}' },
            /grants\.a\.principal is missing: it takes a text/,
        ],
        [
            "a grant with a property that grants don't have",
            { grants: '{"a": {"principal": "p", "acces": "read"}}' },
            /grants\.a has "acces": a grant has principal, access/,
        ],
        [
            "a grant with a value of another type",
            { grants: '{"a": {"principal": "p", "columns": "contact_id"}}' },
            /grants\.a\.columns is "contact_id": it takes a list of texts/,
        ],
        [
            "tags without a list of values",
            { grants: '{"a": {"principal": "p", "tags": {"domain": "contact"}}}' },
            /grants\.a\.tags is .*: it takes an object with a list of values for each key/,
        ],
        ["a day that the calendar lacks", { goLive: "2026-02-30" }, /goLive is "2026-02-30"/],
        ["a day in another form", { goLive: "1.1.2026" }, /goLive is "1\.1\.2026"/],
        ["a prefix too long for bucket names", { namePrefix: "x".repeat(21) }, /namePrefix is "x+": it takes 3 to 20/],
        [
            "an unknown mode",
            { streamMode: "on-demand" },
            /streamMode is "on-demand": it takes one of onDemand, provisioned/,
        ],
        [
            "shards for streams that grow by themselves",
            { shardCount: "2" },
            /shardCount is 2, but the streams are on demand/,
        ],
        ["half a shard", { streamMode: "provisioned", shardCount: "0.5" }, /shardCount is "0\.5"/],
        ["too short a retention", { streamRetentionHours: "24" }, /streamRetentionHours is "24"/],
        ["a buffer out of range", { bufferMegabytes: "200" }, /bufferMegabytes is "200"/],
        ["a limit of nothing", { queryLimitGibibytes: "0" }, /queryLimitGibibytes is "0"/],
        ["an alarm at nothing", { dailyScanAlarmGibibytes: "-1" }, /dailyScanAlarmGibibytes is "-1"/],
        ["results kept for no time", { resultsRetentionDays: "0" }, /resultsRetentionDays is "0"/],
        [
            "a topic that is no ARN",
            { alarmTopicArn: "ops" },
            /alarmTopicArn is "ops": it takes the ARN of an SNS topic/,
        ],
        ["a Region that is none", { replicaRegion: "Frankfurt" }, /replicaRegion is "Frankfurt"/],
        ["tags that are no object", { tags: '["a"]' }, /tags is "\["a"\]": it takes an object of texts/],
        ["a tag that is no text", { tags: '{"a": 1}' }, /tags is/],
        [
            "one key to deletion without the other",
            { allowDeletion: "true" },
            /allowDeletion is true, but the stack is not disposable/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuse ${what}`, () => expect(problemsOf({ ...required, ...change })).to.match(message));
    }

    it("refuse a stack name that makes no prefix, and take one that is given", () => {
        expect(problemsOf(required, "a-rather-long-name")).to.match(
            /namePrefix is missing, and "lakefront-a-rather-long-name"/,
        );
        expect(read({ ...required, namePrefix: "lake-arl" }, "a-rather-long-name").namePrefix).to.equal("lake-arl");
    });

    it("take every whole number in a range, and no other", () => {
        fc.assert(
            fc.property(fc.integer({ min: -10_000, max: 10_000 }), (seconds) => {
                const settings = { ...required, bufferSeconds: String(seconds) };
                if (seconds >= 60 && seconds <= 900) expect(read(settings).bufferSeconds).to.equal(seconds);
                else expect(problemsOf(settings)).to.include(`bufferSeconds is "${seconds}"`);
            }),
        );
    });

    it("answer any text of any setting with a value or one clear refusal", () => {
        fc.assert(
            fc.property(fc.constantFrom(...SETTINGS), fc.string(), (name, value) => {
                try {
                    read({ ...required, [name]: value });
                } catch (error) {
                    expect(String(error)).to.match(/settings? to mend in Pulumi\.dev\.yaml:\n {2}- lakefront:/);
                }
            }),
        );
    });

    it("are all described in the project file, with the same defaults", () => {
        const project = parse(readFileSync(join(__dirname, "../../Pulumi.yaml"), "utf8"));
        expect(Object.keys(project.config).sort()).to.deep.equal(SETTINGS);
        const defaults: Record<string, unknown> = { ...read(required) };
        for (const [name, setting] of Object.entries<Record<string, unknown>>(project.config)) {
            // The CLI refuses the whole project for any other: https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options
            expect(setting.type, name).to.be.oneOf([undefined, "string", "integer", "boolean", "array"]);
            if (setting.type === "array") expect(setting.items, name).to.deep.equal({ type: "string" });
            expect(setting.description, name).to.be.a("string").with.length.above(20);
            const isEmpty = setting.default === "" || (Array.isArray(setting.default) && setting.default.length === 0);
            const isNone = defaults[name] === undefined && JSON.stringify(setting.default) === "{}";
            if (!isEmpty && !isNone) expect(setting.default, name).to.deep.equal(defaults[name]);
        }
    });
});
