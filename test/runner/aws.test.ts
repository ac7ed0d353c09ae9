import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { isModelledExactly, MODELLED_ACCOUNT, modelledAws } from "../../runner";
import { evaluateProgram } from "../support/evaluate";
import { rejectionOf } from "./support";

const REGION = { config: { "aws:region": "eu-west-1" } };

describe("modelled AWS", () => {
    it("gives ids and ARNs in the form that AWS gives them", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.s3.Bucket("bucket", { bucket: "data" });
            new aws.s3.BucketVersioning("side", { bucket: "data", versioningConfiguration: { status: "Enabled" } });
            new aws.s3.Inventory("inventory", {
                bucket: "data",
                name: "weekly",
                includedObjectVersions: "All",
                schedule: { frequency: "Weekly" },
                destination: { bucket: { bucketArn: "arn:aws:s3:::logs", format: "Parquet" } },
            });
            new aws.kms.Key("key");
            new aws.kinesis.Stream("stream", { name: "records" });
            new aws.kinesis.FirehoseDeliveryStream("delivery", { name: "records", destination: "extended_s3" });
            new aws.lambda.Function("function", { name: "transform", role: "r" });
            new aws.iam.Role("role", { name: "reader", path: "/lake/", assumeRolePolicy: "{}" });
            new aws.glue.CatalogDatabase("database", { name: "contact_center" });
            new aws.glue.CatalogTable("table", { name: "contact_records", databaseName: "contact_center" });
            new aws.athena.Workgroup("workgroup", { name: "analysts" });
            new aws.cloudwatch.LogGroup("logs", { name: "/lake/logs" });
            new aws.sqs.Queue("queue", { name: "failed" });
            new aws.sns.Topic("topic", { name: "alarms" });
            new aws.cloudtrail.Trail("trail", { name: "audit", s3BucketName: "logs" });
        }, REGION);
        const own = (service: string, resource: string) =>
            `arn:aws:${service}:eu-west-1:${MODELLED_ACCOUNT}:${resource}`;
        const expected: Record<string, [id: unknown, arn: unknown]> = {
            bucket: ["data", "arn:aws:s3:::data"],
            side: ["data", undefined],
            inventory: ["data:weekly", undefined],
            key: [named("key").outputs.keyId, own("kms", `key/${named("key").outputs.keyId}`)],
            stream: [own("kinesis", "stream/records"), own("kinesis", "stream/records")],
            delivery: [own("firehose", "deliverystream/records"), own("firehose", "deliverystream/records")],
            function: ["transform", own("lambda", "function:transform")],
            role: ["reader", `arn:aws:iam::${MODELLED_ACCOUNT}:role/lake/reader`],
            database: [`${MODELLED_ACCOUNT}:contact_center`, own("glue", "database/contact_center")],
            table: [
                `${MODELLED_ACCOUNT}:contact_center:contact_records`,
                own("glue", "table/contact_center/contact_records"),
            ],
            workgroup: ["analysts", own("athena", "workgroup/analysts")],
            logs: ["/lake/logs", own("logs", "log-group:/lake/logs")],
            queue: [`https://sqs.eu-west-1.amazonaws.com/${MODELLED_ACCOUNT}/failed`, own("sqs", "failed")],
            topic: [own("sns", "alarms"), own("sns", "alarms")],
            trail: [own("cloudtrail", "trail/audit"), own("cloudtrail", "trail/audit")],
        };
        for (const [name, [id, arn]] of Object.entries(expected)) {
            expect([named(name).id, named(name).outputs.arn], name).to.deep.equal([id, arn]);
        }
        expect(named("key").id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it("names what has no name as Pulumi does, and the same on each run", async () => {
        const program = () => void new aws.kinesis.Stream("records");
        const [first, second] = [await evaluateProgram(program), await evaluateProgram(program)];
        expect(first.named("records").outputs.name).to.match(/^records-[0-9a-f]{7}$/);
        expect(first.named("records").id).to.equal(second.named("records").id);
    });

    it("puts a resource in the region of its own input, its provider or the settings", async () => {
        const { named } = await evaluateProgram(() => {
            const provider = new aws.Provider("china", { region: "cn-north-1" });
            new aws.sqs.Queue("by-settings", { name: "q" });
            new aws.sqs.Queue("by-provider", { name: "q" }, { provider });
            new aws.sqs.Queue("by-input", { name: "q", region: "us-gov-west-1" }, { provider });
        }, REGION);
        expect(named("by-settings").outputs.arn).to.equal("arn:aws:sqs:eu-west-1:111122223333:q");
        expect(named("by-provider").id).to.equal("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q");
        expect(named("by-provider").outputs.arn).to.equal("arn:aws-cn:sqs:cn-north-1:111122223333:q");
        expect(named("by-input").outputs.arn).to.equal("arn:aws-us-gov:sqs:us-gov-west-1:111122223333:q");
    });

    it("models other types by a general pattern, and tells them apart", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.dax.ParameterGroup("orders", { name: "orders" });
        }, REGION);
        expect(named("orders").outputs.arn).to.equal("arn:aws:dax:eu-west-1:111122223333:parametergroup/orders");
        expect(isModelledExactly("aws:dax/parameterGroup:ParameterGroup")).to.equal(false);
        expect(isModelledExactly("aws:lb/loadBalancer:LoadBalancer")).to.equal(true);
        expect(isModelledExactly("aws:s3/bucket:Bucket")).to.equal(true);
    });

    it("gives ids and ARNs under the names that a type ends in, and leaves inputs alone", async () => {
        const { outputs } = await evaluateProgram(() => {
            const gateway = new aws.bedrock.AgentcoreGateway("tools", {
                name: "tools",
                roleArn: "arn:aws:iam::111122223333:role/gateway",
                authorizerType: "AWS_IAM",
                protocolType: "MCP",
            });
            return { id: gateway.gatewayId, arn: gateway.gatewayArn, role: gateway.roleArn };
        }, REGION);
        expect(outputs).to.deep.equal({
            id: "tools",
            arn: "arn:aws:bedrock:eu-west-1:111122223333:agentcoregateway/tools",
            role: "arn:aws:iam::111122223333:role/gateway",
        });
    });

    it("models what programs put into the policies of an application", async () => {
        const { outputs } = await evaluateProgram(() => {
            const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });
            return {
                execution: api.executionArn,
                endpoint: api.apiEndpoint,
                issuer: new aws.cognito.UserPool("users").endpoint,
                agent: new aws.bedrock.AgentAgent("a", {
                    agentName: "a",
                    agentResourceRoleArn: "arn:aws:iam::111122223333:role/agent",
                    foundationModel: "m",
                }).agentArn,
                collection: new aws.opensearch.ServerlessCollection("c", { name: "c" }).arn,
                balancer: new aws.lb.LoadBalancer("shop", { name: "shop" }).arn,
                image: new aws.ecr.Repository("shop", { name: "shop" }).repositoryUrl,
            };
        }, REGION);
        expect(outputs.execution).to.match(/^arn:aws:execute-api:eu-west-1:111122223333:[0-9a-f]{10}$/);
        expect(outputs.endpoint).to.match(/^https:\/\/[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
        expect(outputs.issuer).to.match(/^cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_[0-9A-F]{9}$/);
        expect(outputs.agent).to.match(/^arn:aws:bedrock:eu-west-1:111122223333:agent\/[0-9A-F]{10}$/);
        expect(outputs.collection).to.match(/^arn:aws:aoss:eu-west-1:111122223333:collection\/[0-9a-f]{20}$/);
        expect(outputs.image).to.equal("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop");
        expect(outputs.balancer).to.match(/:loadbalancer\/app\/shop\/[0-9a-f]{16}$/);
    });

    it("models what an assistant and its shop stand on", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.dynamodb.Table("orders", {
                name: "orders",
                attributes: [{ name: "pk", type: "S" }],
                hashKey: "pk",
                streamEnabled: true,
                streamViewType: "NEW_AND_OLD_IMAGES",
            });
            new aws.dynamodb.Table("quiet", { name: "q", attributes: [{ name: "pk", type: "S" }], hashKey: "pk" });
            new aws.lambda.FunctionUrl("url", { functionName: "assistant", authorizationType: "AWS_IAM" });
            new aws.lambda.Invocation("sync", { functionName: "sync", input: "{}" });
            new aws.apigatewayv2.Stage("stage", { apiId: "a1b2c3", name: "$default" });
            new aws.cognito.UserPoolDomain("domain", { domain: "shop", userPoolId: "p" });
            new aws.sesv2.EmailIdentity("sender", { emailIdentity: "shop@example.com" });
            new aws.sesv2.ConfigurationSet("mail", { configurationSetName: "mail" });
            new aws.s3.VectorsVectorBucket("vectors", { vectorBucketName: "vectors" });
            new aws.s3.VectorsIndex("index", {
                vectorBucketName: "vectors",
                indexName: "products",
                dataType: "float32",
                dimension: 1024,
                distanceMetric: "cosine",
            });
            new aws.cloudwatch.LogDeliverySource("source", {
                name: "kb",
                logType: "APPLICATION_LOGS",
                resourceArn: "arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/KB",
            });
        }, REGION);
        const own = (service: string, resource: string) =>
            `arn:aws:${service}:eu-west-1:${MODELLED_ACCOUNT}:${resource}`;
        expect(named("orders").outputs).to.deep.include({
            arn: own("dynamodb", "table/orders"),
            streamArn: own("dynamodb", "table/orders/stream/2026-01-01T00:00:00.000"),
        });
        expect(named("quiet").outputs).not.to.have.property("streamArn");
        expect(named("url").outputs.functionUrl).to.match(/^https:\/\/[0-9a-f]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/);
        expect(named("sync").outputs.result).to.equal("{}");
        expect(named("stage").outputs).to.deep.include({
            executionArn: own("execute-api", "a1b2c3/$default"),
            invokeUrl: "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/",
        });
        expect(named("domain").id).to.equal("shop");
        expect(named("sender").outputs).to.deep.include({
            arn: own("ses", "identity/shop@example.com"),
            identityType: "EMAIL_ADDRESS",
        });
        expect(named("mail").outputs.arn).to.equal(own("ses", "configuration-set/mail"));
        expect(named("index").outputs.indexArn).to.equal(own("s3vectors", "bucket/vectors/index/products"));
        expect(named("source").outputs.arn).to.equal(own("logs", "delivery-source:kb"));
    });

    it("refuses types of other providers", async () => {
        const registration = (await evaluateProgram(() => void new aws.s3.Bucket("b"))).named("b");
        const error = await rejectionOf(
            modelledAws.create({ ...registration, type: "random:index/randomId:RandomId" }),
        );
        expect(error.message).to.equal("only resources of the AWS provider can be modelled");
    });

    it("answers the functions that programs ask about their surroundings", async () => {
        const { outputs } = await evaluateProgram(
            async () => ({
                account: (await aws.getCallerIdentity()).accountId,
                region: (await aws.getRegion()).region,
                partition: (await aws.getPartition()).dnsSuffix,
                zones: (await aws.getAvailabilityZones()).names,
                arn: (await aws.getArn({ arn: "arn:aws:s3:::data/key:1" })).resource,
                role: (
                    await aws.iam.getSessionContext({ arn: "arn:aws:sts::111122223333:assumed-role/Deployer/session" })
                ).issuerArn,
            }),
            REGION,
        );
        expect(outputs).to.deep.equal({
            account: MODELLED_ACCOUNT,
            region: "eu-west-1",
            partition: "amazonaws.com",
            zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
            arn: "data/key:1",
            role: "arn:aws:iam::111122223333:role/Deployer",
        });
    });
});

describe("modelled AWS: policy documents", () => {
    const render = async (args: aws.iam.GetPolicyDocumentArgs): Promise<unknown> => {
        const { outputs } = await evaluateProgram(async () => ({ json: (await aws.iam.getPolicyDocument(args)).json }));
        return JSON.parse(String(outputs.json));
    };

    it("renders statements, principals and conditions", async () => {
        const document = await render({
            statements: [
                {
                    sid: "Read",
                    actions: ["s3:GetObject"],
                    resources: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                    principals: [
                        { type: "Service", identifiers: ["logging.s3.amazonaws.com"] },
                        { type: "AWS", identifiers: ["111122223333", "444455556666"] },
                    ],
                    conditions: [
                        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
                        { test: "StringEquals", variable: "aws:SourceRegion", values: ["eu-west-1", "eu-west-2"] },
                    ],
                },
                {
                    effect: "Deny",
                    notActions: ["s3:*"],
                    resources: ["*"],
                    principals: [{ type: "*", identifiers: ["*"] }],
                },
            ],
        });
        expect(document).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Action: "s3:GetObject",
                    Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                    Principal: { Service: "logging.s3.amazonaws.com", AWS: ["111122223333", "444455556666"] },
                    Condition: {
                        StringEquals: {
                            "aws:SourceAccount": "111122223333",
                            "aws:SourceRegion": ["eu-west-1", "eu-west-2"],
                        },
                    },
                },
                { Effect: "Deny", NotAction: "s3:*", Resource: "*", Principal: "*" },
            ],
        });
    });

    it("lets a statement take the place of a source's with the same sid, and refuses twins", async () => {
        const source = JSON.stringify({ Statement: [{ Sid: "A", Effect: "Allow", Action: "s3:*", Resource: "*" }] });
        const statement = { sid: "A", actions: ["s3:GetObject"], resources: ["*"] };
        const document = await render({ sourcePolicyDocuments: [source], statements: [statement] });
        expect(document).to.have.deep.property("Statement", [
            { Sid: "A", Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
        ]);
        const error = await rejectionOf(render({ statements: [statement, statement] }));
        expect(error.message).to.include('two statements have the sid "A"');
    });
});
