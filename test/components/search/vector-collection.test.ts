import { expect } from "chai";
import { EmbeddingDataType, EmbeddingModel } from "../../../components/search/embedding-models";
import { VectorCollection } from "../../../components/search/vector-collection";
import type { VectorCollectionArgs } from "../../../components/search/vector-collection-args";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";

const COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection";
const SECURITY = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";
const ACCESS = "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy";
const INVOCATION = "aws:lambda/invocation:Invocation";
const PLACE = { accountId: "111122223333", region: "us-east-1", partition: "aws" };
const good: VectorCollectionArgs = { standbyReplicas: false, tags: { Team: "shop" }, ...PLACE };

function collection(changes: Partial<VectorCollectionArgs> = {}, options?: TestOptions): Promise<TestEvaluation> {
    return evaluateProgram(() => void new VectorCollection("search", { ...good, ...changes }), options);
}

function json(value: unknown): unknown {
    return JSON.parse(String(value));
}

describe("VectorCollection", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await collection();
    });

    it("puts every child under itself", () => {
        const { urn } = standard.one("lakefront:index:VectorCollection");
        const others = standard.registrations.filter(({ type, parent }) => type.startsWith("aws:") && parent !== urn);
        expect(others).to.deep.equal([]);
    });

    it("is a protected collection of vectors, without standby where that was chosen", () => {
        const { inputs, protect } = standard.one(COLLECTION);
        expect(inputs).to.deep.include({ name: "search", type: "VECTORSEARCH", standbyReplicas: "DISABLED" });
        expect(protect).to.equal(true);
    });

    it("has standby replicas when asked for", async () => {
        const { one } = await collection({ standbyReplicas: true });
        expect(one(COLLECTION).inputs.standbyReplicas).to.equal("ENABLED");
    });

    it("comes after the policies that encrypt it and shut it off", () => {
        const policies = standard.byType(SECURITY).map(({ urn }) => urn);
        expect(policies).to.have.length(2);
        expect(standard.one(COLLECTION).dependencies).to.include.members(policies);
    });

    it("is encrypted with its own key", () => {
        expect(json(standard.one(SECURITY, "search-encryption").inputs.policy)).to.deep.equal({
            Rules: [{ ResourceType: "collection", Resource: ["collection/search"] }],
            AWSOwnedKey: false,
            KmsARN: standard.one("aws:kms/key:Key").outputs.arn,
        });
    });

    it("lets Bedrock in and what makes its indexes, nobody else, and no one to its dashboards", () => {
        expect(json(standard.one(SECURITY, "search-network").inputs.policy)).to.deep.equal([
            {
                Description: "Bedrock, the index operations, and the named VPC endpoints; not the internet",
                Rules: [{ ResourceType: "collection", Resource: ["collection/search"] }],
                AllowFromPublic: false,
                SourceServices: ["aoss.amazonaws.com", "bedrock.amazonaws.com"],
            },
        ]);
    });

    it("lets VPC endpoints in where some are named", async () => {
        const { one } = await collection({ vpcEndpointIds: ["vpce-1"] });
        expect(json(one(SECURITY, "search-network").inputs.policy)).to.have.nested.property(
            "[0].SourceVPCEs[0]",
            "vpce-1",
        );
    });

    describe("its index", () => {
        it("is made by the function through the control plane", () => {
            const { inputs, dependencies } = standard.one(INVOCATION);
            expect(inputs).to.include({ functionName: "search-index", lifecycleScope: "CRUD" });
            expect(json(inputs.input)).to.deep.include({ collection_id: standard.one(COLLECTION).id });
            expect(dependencies).to.include.members([
                standard.one(ACCESS).urn,
                standard.one(COLLECTION).urn,
                standard.named("search-index-function-role-policy").urn,
            ]);
        });

        it("is replaced with its mapping, so that the old one is removed after the new one is used", async () => {
            const other = await collection({ embedding: { dimensions: 256 } });
            const names = [standard, other].map(({ one }) => json(one(INVOCATION).inputs.input));
            expect(names[0])
                .to.have.property("index_name")
                .that.matches(/^search-[0-9a-f]{12}$/);
            expect(names[0]).not.to.have.property("index_name", (names[1] as { index_name: string }).index_name);
            expect(standard.one(INVOCATION).replaceOnChanges).to.deep.equal(["input"]);
        });

        it("is made by a role that may make indexes, and read or write no document", () => {
            const [grant] = json(standard.one(ACCESS).inputs.policy) as { Rules: { Permission: string[] }[] }[];
            const permissions = grant?.Rules.flatMap(({ Permission }) => Permission);
            expect(permissions).to.deep.equal([
                "aoss:CreateIndex",
                "aoss:DeleteIndex",
                "aoss:DescribeIndex",
                "aoss:UpdateIndex",
                "aoss:DescribeCollectionItems",
            ]);
            const policy = standard.named("search-index-function-role-policy");
            expect(statement(policy, "ManageIndexes")).to.deep.include({
                Action: ["aoss:APIAccessAll", "aoss:CreateIndex", "aoss:DeleteIndex", "aoss:GetIndex"],
                Resource: standard.one(COLLECTION).outputs.arn,
            });
        });
    });

    it("may be deleted only when the argument and the stack both say so", async () => {
        const config = { "lakefront:allowDeletion": "true" };
        expect((await collection({}, { config })).one(COLLECTION).protect).to.equal(true);
        expect((await collection({ allowDeletion: true })).one(COLLECTION).protect).to.equal(true);
        expect((await collection({ allowDeletion: true }, { config })).one(COLLECTION).protect).to.equal(false);
    });

    it("makes no key when it is given one", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/theirs";
        const evaluation = await collection({ kmsKeyArn });
        expect(evaluation.byType("aws:kms/key:Key")).to.deep.equal([]);
        expect(evaluation.one("aws:cloudwatch/logGroup:LogGroup").inputs.kmsKeyId).to.equal(kmsKeyArn);
    });

    it("gives its function no settings, nor a key for them: Lambda would keep neither, and each deployment would change both", () => {
        expect(standard.named("search-index-function").inputs).to.not.have.any.keys("environment", "kmsKeyArn");
        const { Statement } = document(standard.named("search-index-function-role-policy").inputs.policy);
        expect(Statement.map(({ Sid }) => Sid)).to.not.include("DecryptEnvironment");
    });

    it("lets the log service use its key for the function's log group alone", () => {
        const [logs] = document(standard.one("aws:kms/key:Key").inputs.policy).Statement.filter(
            ({ Sid }) => Sid === "LogGroup",
        );
        expect(JSON.stringify(logs)).to.include("log-group:/aws/lambda/search-index");
    });

    it("can be previewed before anything exists", async () => {
        const preview = await collection({}, { preview: true });
        expect(preview.byType(INVOCATION)).to.have.length(1);
        expect(preview.registrations.length).to.equal(standard.registrations.length);
    });

    it("shortens a long name by a hash, the same on every run", async () => {
        const name = "a-very-long-name-for-a-collection-of-vectors";
        const made = await evaluateProgram(() => void new VectorCollection(name, good));
        expect(made.one(COLLECTION).inputs.name).to.match(/^a-very-long-name-for-a-co-?[a-z]*-[0-9a-f]{6}$/);
        for (const { inputs } of [...made.byType(SECURITY), ...made.byType(ACCESS)]) {
            expect(inputs.name).to.have.length.within(3, 32);
        }
    });

    it("refuses all wrong values at once", async () => {
        const message = await refusalOf(
            () =>
                void new VectorCollection("Search", {
                    ...good,
                    embedding: { model: EmbeddingModel.TitanTextV1, dataType: EmbeddingDataType.Binary },
                    logRetentionDays: 2,
                }),
        );
        expect(message).to.include('VectorCollection "Search" was given 3 settings');
        expect(message)
            .to.include("lower-case letters")
            .and.to.include("FLOAT32 only")
            .and.to.include("logRetentionDays is 2");
    });
});
