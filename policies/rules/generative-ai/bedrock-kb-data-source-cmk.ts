import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const bedrockKbDataSourceCmk = requirementRule({
    name: "bedrock-kb-data-source-cmk",
    group: "generative-ai",
    description:
        "Knowledge bases read their documents under a key of one's own, and say what becomes of vectors at the end.",
    severity: "medium",
    anchors: { prowler: ["bedrock_knowledge_base_encrypted_with_cmk"] },
    remediationSteps:
        "Set serverSideEncryptionConfiguration.kmsKeyArn to a key of your own, and dataDeletionPolicy to RETAIN or DELETE.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html",
    types: types.bedrockDataSource,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.bedrock.AgentDataSourceArgs>, settings): readonly Requirement[] => [
        ownKey(
            props.child("serverSideEncryptionConfiguration"),
            "kmsKeyArn",
            settings.kmsKeyArn,
            "documents on their way are stored under a key that AWS owns.",
        ),
        {
            kept: props.has("dataDeletionPolicy"),
            otherwise:
                "dataDeletionPolicy is not set: removing the source deletes its vectors, or fails when the store is gone.",
        },
    ],
});
