import type * as aws from "@pulumi/aws";
import { takesCollectionIn } from "../../lib/collection-encryption";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, type Truth, type Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

interface AccessShape {
    readonly Rules?: readonly { readonly ResourceType?: string; readonly Resource?: readonly string[] }[];
    readonly AllowFromPublic?: boolean;
}

const storeOfKnowledgeBase: Join = {
    from: types.bedrockKnowledgeBase,
    property: "storageConfiguration.opensearchServerlessConfiguration.collectionArn",
    to: types.opensearchServerlessCollection,
    names: ["arn"],
};

export const bedrockKbStorePrivate = stackRule({
    name: "bedrock-kb-store-private",
    group: "generative-ai",
    description: "The vector store behind a knowledge base is not reached from the internet.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Let the collection's network policy name bedrock.amazonaws.com in SourceServices, with AllowFromPublic false.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html",
    types: [
        ...types.bedrockKnowledgeBase,
        ...types.opensearchServerlessCollection,
        ...types.opensearchServerlessSecurityPolicy,
    ],
    judge: (stack) => {
        const accesses = publicAccesses(stack);
        return stack
            .ofTypes<aws.opensearch.ServerlessCollectionArgs>(types.opensearchServerlessCollection)
            .filter((collection) => stack.attachedTo(collection, storeOfKnowledgeBase).length > 0)
            .flatMap(({ name, urn, props }) =>
                check(
                    not(
                        anyOf(
                            ...accesses.map(({ pattern, open }) =>
                                allOf(open, takesCollectionIn(props.text("name"), pattern)),
                            ),
                        ),
                    ),
                    `Collection "${name}" holds a knowledge base, and a network policy opens it to the internet.`,
                    urn,
                ),
            );
    },
});

interface Access {
    /** `collection/shop*`. */
    readonly pattern: string | Unknown;
    readonly open: Truth;
}

function publicAccesses(stack: StackGraph): readonly Access[] {
    return stack
        .ofTypes<aws.opensearch.ServerlessSecurityPolicyArgs>(types.opensearchServerlessSecurityPolicy)
        .flatMap(accessesOf);
}

function accessesOf({ props }: Resource<aws.opensearch.ServerlessSecurityPolicyArgs>): readonly Access[] {
    const isNetwork = isOneOf(props.text("type"), ["network"]);
    const policy = parseDocuments<AccessShape>(props.get("policy"), "policy");
    if (isNetwork === false || policy === undefined || policy instanceof Malformed) {
        return [];
    }
    if (isUnknown(policy)) {
        return [{ pattern: policy, open: policy }];
    }
    return policy.flatMap((access: Properties<AccessShape>) => {
        const open = allOf(isNetwork, isOneOf(access.flag("AllowFromPublic"), [true]));
        return access
            .each("Rules")
            .filter((rule) => rule.text("ResourceType") !== "dashboard")
            .flatMap((rule) => rule.texts("Resource").map((pattern) => ({ pattern, open })));
    });
}
