import { expect } from "chai";
import {
    accessLogStatement,
    encryptionStatements,
    inventoryStatement,
    tlsStatements,
    trailStatements,
} from "../../../components/lake/bucket-policy";
import {
    accountStatement,
    inventoryKeyStatement,
    logGroupKeyStatement,
    trailKeyStatements,
} from "../../../components/lake/key-policy";
import { policyJson, trustPolicy } from "../../../components/lake/policy-document";
import { replicationStatements } from "../../../components/lake/replication";

const place = { accountId: "111122223333", region: "us-gov-west-1", partition: "aws-us-gov" };
const bucket = "arn:aws-us-gov:s3:::lake-raw";
const key = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/k";

describe("a policy document", () => {
    it("writes single values bare, lists as lists, and everybody as a star", () => {
        const json = policyJson([
            { effect: "Deny", principals: { AWS: ["*"] }, actions: ["s3:*"], resources: ["a", "b"] },
            { sid: "One", principals: { Service: ["x.amazonaws.com"] }, actions: ["s3:GetObject", "s3:PutObject"] },
        ]);
        expect(JSON.parse(json)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: ["a", "b"] },
                {
                    Sid: "One",
                    Effect: "Allow",
                    Principal: { Service: "x.amazonaws.com" },
                    Action: ["s3:GetObject", "s3:PutObject"],
                },
            ],
        });
    });

    it("gives a statement without resources the default ones", () => {
        const [statement] = JSON.parse(policyJson([{ actions: ["s3:*"] }], ["x"])).Statement;
        expect(statement.Resource).to.equal("x");
    });

    it("trusts only the services named, under the conditions given", () => {
        const [statement] = JSON.parse(trustPolicy(["s3.amazonaws.com"], { StringEquals: { a: ["b"] } })).Statement;
        expect(statement).to.deep.equal({
            Effect: "Allow",
            Principal: { Service: "s3.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { a: "b" } },
        });
    });
});

describe("a bucket policy", () => {
    it("denies everybody every action without TLS 1.2, on the bucket and its objects", () => {
        for (const statement of tlsStatements(bucket)) {
            expect(statement).to.deep.include({
                effect: "Deny",
                principals: { AWS: ["*"] },
                actions: ["s3:*"],
                resources: [bucket, `${bucket}/*`],
            });
        }
        expect(tlsStatements(bucket).map(({ conditions }) => conditions)).to.deep.equal([
            { Bool: { "aws:SecureTransport": ["false"] } },
            { NumericLessThan: { "s3:TlsVersion": ["1.2"] } },
        ]);
    });

    it("denies another encryption only when the request names one, and never to an AWS service", () => {
        const statements = encryptionStatements(bucket, key, []);
        expect(statements).to.have.lengthOf(3);
        for (const { effect, actions, resources, conditions } of statements) {
            expect({ effect, actions, resources }).to.deep.equal({
                effect: "Deny",
                actions: ["s3:PutObject"],
                resources: [`${bucket}/*`],
            });
            expect(conditions?.BoolIfExists).to.deep.equal({ "aws:PrincipalIsAWSService": ["false"] });
            expect(Object.values(conditions?.Null ?? {})).to.deep.equal([["false"]]);
        }
        expect(statements.map(({ conditions }) => conditions?.StringNotEquals)).to.deep.equal([
            { "s3:x-amz-server-side-encryption": ["aws:kms"] },
            { "s3:x-amz-server-side-encryption-aws-kms-key-id": [key] },
            undefined,
        ]);
    });

    it("exempts the principals that the caller names from the encryption rule", () => {
        for (const { conditions } of encryptionStatements(bucket, key, ["arn:aws:iam::1:role/x*"])) {
            expect(conditions?.ArnNotLike).to.deep.equal({ "aws:PrincipalArn": ["arn:aws:iam::1:role/x*"] });
        }
    });

    it("lets log and inventory delivery write only for this account's own buckets", () => {
        const guarded = {
            StringEquals: { "aws:SourceAccount": ["111122223333"] },
            ArnLike: { "aws:SourceArn": [bucket] },
        };
        const logs = accessLogStatement(place, "arn:target", [bucket]);
        const inventory = inventoryStatement(place, "arn:target", [bucket]);
        expect(logs.principals).to.deep.equal({ Service: ["logging.s3.amazonaws.com"] });
        expect(inventory.principals).to.deep.equal({ Service: ["s3.amazonaws.com"] });
        for (const { actions, resources, conditions } of [logs, inventory]) {
            expect({ actions, resources, conditions }).to.deep.equal({
                actions: ["s3:PutObject"],
                resources: ["arn:target/*"],
                conditions: guarded,
            });
        }
    });

    it("lets CloudTrail write only the files of the one trail", () => {
        const [check, write] = trailStatements(place, bucket, "arn:trail");
        expect(check).to.deep.include({ actions: ["s3:GetBucketAcl"], resources: [bucket] });
        expect(write).to.deep.include({ actions: ["s3:PutObject"], resources: [`${bucket}/AWSLogs/111122223333/*`] });
        for (const statement of [check, write]) {
            expect(statement?.conditions?.StringEquals).to.deep.include({
                "aws:SourceArn": ["arn:trail"],
                "aws:SourceAccount": ["111122223333"],
            });
        }
    });
});

describe("a key policy", () => {
    it("hands the key to the account's IAM policies, in its partition", () => {
        expect(accountStatement(place).principals).to.deep.equal({ AWS: ["arn:aws-us-gov:iam::111122223333:root"] });
    });

    it("binds every AWS service to this account's own resources", () => {
        const services = [
            inventoryKeyStatement(place, [bucket]),
            ...trailKeyStatements(place, "arn:trail"),
            logGroupKeyStatement(place, "/a/b"),
        ];
        for (const { principals, conditions } of services) {
            expect(principals).to.have.property("Service");
            const bound = Object.values(conditions ?? {}).flatMap((keys) => Object.keys(keys));
            expect(
                bound.some((name) => name === "aws:SourceArn" || name === "kms:EncryptionContext:aws:logs:arn"),
            ).to.equal(true);
        }
    });

    it("lets CloudTrail encrypt, and decrypt as the bucket key requires, for the one trail", () => {
        const actions = trailKeyStatements(place, "arn:trail").flatMap(({ actions: granted }) => granted);
        expect(actions).to.deep.equal(["kms:GenerateDataKey*", "kms:Decrypt", "kms:DescribeKey"]);
    });

    it("names the log group and the regional service for CloudWatch Logs", () => {
        const statement = logGroupKeyStatement(place, "/a/b");
        expect(statement.principals).to.deep.equal({ Service: ["logs.us-gov-west-1.amazonaws.com"] });
        expect(statement.conditions).to.deep.equal({
            ArnEquals: {
                "kms:EncryptionContext:aws:logs:arn": ["arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/a/b"],
            },
        });
    });
});

describe("a replication role", () => {
    const from = { region: "eu-west-1", bucketArn: "arn:from", keyArn: "arn:key-from" };
    const to = { region: "eu-central-1", bucketArn: "arn:to", keyArn: "arn:key-to" };
    const statements = new Map(replicationStatements(from, to).map((statement) => [statement.sid, statement]));

    it("reads only the source and writes only the copy", () => {
        expect(statements.get("ReadVersions")?.resources).to.deep.equal(["arn:from/*"]);
        expect(statements.get("WriteCopies")?.resources).to.deep.equal(["arn:to/*"]);
    });

    it("decrypts with the source's key and encrypts with the copy's, only through S3 and for their buckets", () => {
        expect(statements.get("Decrypt")).to.deep.include({ actions: ["kms:Decrypt"], resources: ["arn:key-from"] });
        expect(statements.get("Decrypt")?.conditions).to.deep.equal({
            StringLike: {
                "kms:ViaService": ["s3.eu-west-1.amazonaws.com"],
                "kms:EncryptionContext:aws:s3:arn": ["arn:from", "arn:from/*"],
            },
        });
        expect(statements.get("Encrypt")?.resources).to.deep.equal(["arn:key-to"]);
        expect(statements.get("Encrypt")?.conditions?.StringLike?.["kms:ViaService"]).to.deep.equal([
            "s3.eu-central-1.amazonaws.com",
        ]);
    });
});
