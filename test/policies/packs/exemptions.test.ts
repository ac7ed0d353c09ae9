import * as aws from "@pulumi/aws";
import { expect } from "chai";
import type { PolicyHost } from "../../../runner/policies";
import { brief, buildPacks, judge, startPacks } from "./support";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const reason = "Holds copies that are made anew every night.";

const records = [
    {
        policy: "kms-key-rotation",
        resource: "aws:kms/key:Key::signing",
        reason,
        expires: inDays(30),
        approvedBy: "risk",
    },
    { policy: "s3-bucket-encryption-kms", tag: "data=public", reason, expires: inDays(1) },
    { policy: "s3-tls-only-policy", resource: "aws:s3/bucket:Bucket::open", reason, expires: inDays(-1) },
    { policy: "sqs-encrypted", resource: "aws:sqs/queue:Queue::gone", reason, expires: inDays(30) },
    { policy: "sqs-encrypted", resource: "gone", reason, expires: inDays(30) },
];

/** Two keys that don't rotate, and two buckets that are not encrypted, of each kind one that is exempt. */
function program(): void {
    new aws.kms.Key("signing", { enableKeyRotation: false });
    new aws.kms.Key("data", { enableKeyRotation: false });
    new aws.s3.Bucket("open", { tags: { data: "public" } });
    new aws.s3.Bucket("closed", { tags: { data: "private" } });
}

describe("a pack with exemptions", () => {
    let host: PolicyHost;
    before(() => {
        buildPacks();
        host = startPacks({ encryption: { exemptions: { records } } });
    });
    after(() => host.stop());

    it("reports exempt violations as such, and all others as they are", async () => {
        const { findings } = await judge(program, host);
        expect(findings.map(brief).sort()).to.deep.equal([
            "advisory stale-exemptions undefined",
            "advisory stale-exemptions undefined",
            "exempt kms-key-rotation signing",
            "exempt s3-bucket-encryption-kms open",
            "mandatory exemptions project-test",
            "mandatory kms-key-rotation data",
            "mandatory s3-bucket-encryption-kms closed",
            "mandatory s3-tls-only-policy closed",
            "mandatory s3-tls-only-policy open",
        ]);
    });

    it("says of an exempt violation what it is, until when, and why it is accepted", async () => {
        const { findings } = await judge(program, host);
        const exempt = findings.find(({ policy, urn }) => policy === "kms-key-rotation" && urn?.endsWith("::signing"));
        expect(exempt).to.deep.include({
            message: "enableKeyRotation is not true.",
            description: "Symmetric KMS keys rotate by themselves, at least once in a set number of days.",
            severity: "medium",
            enforcementLevel: "advisory",
            exemption: { until: inDays(30), reason, approvedBy: "risk" },
        });
    });

    it("says of a violation whose exemption has ended that it has", async () => {
        const { findings } = await judge(program, host);
        const ended = findings.find(({ policy, urn }) => policy === "s3-tls-only-policy" && urn?.endsWith("::open"));
        expect(ended?.message).to.equal(
            `No policy of bucket "open" denies requests without TLS. Its exemption ended on ${inDays(-1)}.`,
        );
    });

    it("tells of records that are over or that nothing needs, and refuses those that are wrong", async () => {
        const other = startPacks({ encryption: { exemptions: { records } } });
        try {
            const { findings } = await judge(program, other);
            const messages = (name: string) =>
                findings.filter(({ policy }) => policy === name).map(({ message }) => message);
            expect(messages("exemptions")).to.deep.equal([
                'Record 5 (sqs-encrypted, gone) has "gone", which could match more than is meant: write a URN, or <type>::<name> as in aws:s3/bucket:Bucket::raw-*.',
            ]);
            expect(messages("stale-exemptions")).to.deep.equal([
                `The exemption from s3-tls-only-policy for aws:s3/bucket:Bucket::open ended on ${inDays(-1)}: fix the cause, or have it renewed.`,
                "The exemption from sqs-encrypted for aws:sqs/queue:Queue::gone exempts nothing in this run: remove it, unless another profile needs it.",
            ]);
        } finally {
            await other.stop();
        }
    });

    it("exempts nothing by what is not known", async () => {
        const unknownTag = () => {
            const key = new aws.kms.Key("key", { enableKeyRotation: true });
            new aws.s3.Bucket("open", { tags: { data: key.keyId } });
        };
        const { findings } = await judge(unknownTag, host, true);
        expect(findings.map(brief)).to.include("mandatory s3-bucket-encryption-kms open");
    });
});
