import { join } from "node:path";
import { expect } from "chai";
import { evaluate, loadStackConfig, modelledAws, type Registration } from "../../runner";

const ROOT = join(__dirname, "../..");
const SHOP = "lakefront:shop";

/** Types whose names are taken once an account and Region, or once in all of AWS, and what of their inputs is the name. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
    "aws:athena/workgroup:Workgroup": ["name"],
    "aws:bedrock/agentAgent:AgentAgent": ["agentName"],
    "aws:bedrock/guardrail:Guardrail": ["name"],
    "aws:cloudtrail/trail:Trail": ["name"],
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": ["name"],
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": ["name"],
    "aws:cloudwatch/logGroup:LogGroup": ["name"],
    "aws:cloudwatch/metricAlarm:MetricAlarm": ["name"],
    "aws:cognito/userPoolDomain:UserPoolDomain": ["domain"],
    "aws:dynamodb/table:Table": ["name"],
    "aws:glue/catalogDatabase:CatalogDatabase": ["name"],
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["name"],
    "aws:kinesis/stream:Stream": ["name"],
    "aws:kms/alias:Alias": ["name"],
    "aws:lambda/function:Function": ["name"],
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy": ["name", "type"],
    "aws:opensearch/serverlessCollection:ServerlessCollection": ["name"],
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": ["name", "type"],
    "aws:s3/bucket:Bucket": ["bucket"],
    "aws:s3/vectorsVectorBucket:VectorsVectorBucket": ["vectorBucketName"],
    "aws:sesv2/configurationSet:ConfigurationSet": ["configurationSetName"],
    "aws:sesv2/emailIdentity:EmailIdentity": ["emailIdentity"],
    "aws:sns/topic:Topic": ["name"],
    "aws:sqs/queue:Queue": ["name"],
    "aws:wafv2/webAcl:WebAcl": ["name"],
};

const ONE_WAY = { vectorStore: "s3Vectors", standbyReplicas: undefined, runtime: "converse" };
const ANOTHER_WAY = { vectorStore: "openSearchServerless", standbyReplicas: true, runtime: "bedrockAgents" };

async function registrationsOf(stack: string, shop: Record<string, unknown>): Promise<Registration[]> {
    const { project, config, secretKeys } = loadStackConfig(ROOT, stack);
    const setting = JSON.stringify({ ...JSON.parse(config[SHOP] ?? "{}"), ...shop });
    const evaluation = await evaluate({
        program: ROOT,
        project,
        stack,
        config: { ...config, [SHOP]: setting },
        secretKeys,
        handler: modelledAws,
    });
    return evaluation.registrations;
}

/** Each name with the resources that claim it. */
function claims(registrations: readonly Registration[]): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const { type, urn, inputs } of registrations) {
        const name = NAMED[type]?.map((property) => inputs[property]).filter((part) => part !== undefined) ?? [];
        if (name.length === 0) continue;
        const key = [type, inputs.region ?? "", ...name].join(" ");
        found.set(key, (found.get(key) ?? new Set<string>()).add(urn));
    }
    return found;
}

const contested = (registrations: readonly Registration[]) =>
    [...claims(registrations)].filter(([, urns]) => urns.size > 1).map(([name]) => name);

describe("the names that the program takes in AWS", () => {
    for (const stack of ["dev", "prod"]) {
        it(`are each taken once in ${stack}, also while it changes from one store and runtime to the others`, async () => {
            const one = await registrationsOf(stack, ONE_WAY);
            const another = await registrationsOf(stack, ANOTHER_WAY);
            expect(claims(one).size).to.be.above(100);
            // What is new is made before what is old is removed, so for a time both are there.
            expect(contested([...one, ...another])).to.deep.equal([]);
        });
    }
});
