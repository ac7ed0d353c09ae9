import { type Model, type Models, sideOf } from "../modelling";

const CREATED_AT = "2026-01-01T00:00:00Z";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html */
const agent: Model = (it) => {
    const agentId = it.capitals(10);
    const agentArn = it.arn("bedrock", `agent/${agentId}`);
    return { id: agentId, outputs: { agentId, agentArn, agentVersion: "DRAFT", preparedAt: CREATED_AT } };
};

const agentAlias: Model = (it) => {
    const agentId = it.reference("agentId");
    const agentAliasId = it.capitals(10);
    const agentAliasArn = it.arn("bedrock", `agent-alias/${agentId}/${agentAliasId}`);
    return { id: `${agentAliasId},${agentId}`, outputs: { agentAliasId, agentAliasArn } };
};

const actionGroup: Model = (it) => {
    const actionGroupId = it.capitals(10);
    return {
        id: `${actionGroupId},${it.reference("agentId")},${it.reference("agentVersion")}`,
        outputs: { actionGroupId },
    };
};

const knowledgeBaseAssociation: Model = (it) => {
    const [agentId, knowledgeBaseId] = [it.reference("agentId"), it.reference("knowledgeBaseId")];
    const agentVersion = it.input("agentVersion") ?? "DRAFT";
    return { id: `${agentId},${agentVersion},${knowledgeBaseId}`, outputs: { agentVersion } };
};

const knowledgeBase: Model = (it) => {
    const id = it.capitals(10);
    return { id, outputs: { arn: it.arn("bedrock", `knowledge-base/${id}`) } };
};

const dataSource: Model = (it) => {
    const dataSourceId = it.capitals(10);
    return { id: `${dataSourceId},${it.reference("knowledgeBaseId")}`, outputs: { dataSourceId } };
};

const guardrail: Model = (it) => {
    const guardrailId = it.hex(12);
    const guardrailArn = it.arn("bedrock", `guardrail/${guardrailId}`);
    return { id: guardrailId, outputs: { guardrailId, guardrailArn, version: "DRAFT", status: "READY" } };
};

const guardrailVersion: Model = (it) => ({
    id: `${it.reference("guardrailArn")},1`,
    outputs: { version: "1" },
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchserverless.html */
const collection: Model = (it) => {
    const id = it.hex(20);
    const host = `${id}.${it.place.region}.aoss.amazonaws.com`;
    return {
        id,
        outputs: {
            arn: it.arn("aoss", `collection/${id}`),
            name: it.name(),
            collectionEndpoint: `https://${host}`,
            dashboardEndpoint: `https://${host}/_dashboards`,
        },
    };
};

const securityPolicy: Model = (it) => ({
    id: it.name(),
    outputs: { name: it.name(), policyVersion: Buffer.from(it.hex(20)).toString("base64") },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-access-management.html */
const vectorBucket: Model = (it) => {
    const vectorBucketName = it.name("vectorBucketName");
    const vectorBucketArn = it.arn("s3vectors", `bucket/${vectorBucketName}`);
    return { id: vectorBucketArn, outputs: { vectorBucketName, vectorBucketArn, creationTime: CREATED_AT } };
};

const vectorIndex: Model = (it) => {
    const indexName = it.name("indexName");
    const indexArn = it.arn("s3vectors", `bucket/${it.reference("vectorBucketName")}/index/${indexName}`);
    return { id: indexArn, outputs: { indexName, indexArn, creationTime: CREATED_AT } };
};

/** Agents and what they find their answers in. */
export const assistantModels: Models = {
    "aws:bedrock/agentAgent:AgentAgent": agent,
    "aws:bedrock/agentAgentAlias:AgentAgentAlias": agentAlias,
    "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup": actionGroup,
    "aws:bedrock/agentAgentKnowledgeBaseAssociation:AgentAgentKnowledgeBaseAssociation": knowledgeBaseAssociation,
    "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": knowledgeBase,
    "aws:bedrock/agentDataSource:AgentDataSource": dataSource,
    "aws:bedrock/guardrail:Guardrail": guardrail,
    "aws:bedrock/guardrailVersion:GuardrailVersion": guardrailVersion,
    "aws:opensearch/serverlessCollection:ServerlessCollection": collection,
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": securityPolicy,
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy": securityPolicy,
    "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy": securityPolicy,
    "aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint": (it) => ({
        id: `vpce-${it.hex(17)}`,
        outputs: { name: it.name(), vpcId: `vpc-${it.hex(34).slice(17)}` },
    }),
    "aws:s3/vectorsVectorBucket:VectorsVectorBucket": vectorBucket,
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": sideOf("vectorBucketArn"),
    "aws:s3/vectorsIndex:VectorsIndex": vectorIndex,
};
