import { encryptWith, kmsKeyArn, ownKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

interface Shape {
    readonly encryptionKeyArn?: string;
    readonly kmsKeyArn?: string;
    readonly kmsConfiguration?: { readonly keyType?: string; readonly kmsKeyArn?: string };
}

type Requires = (props: Properties<Shape>, key: string) => readonly Requirement[];

const memory: Requires = (props, key) => [
    ownKey(props, "encryptionKeyArn", key, "what agents remember is stored under a key that AWS owns."),
];
const gateway: Requires = (props, key) => [
    ownKey(props, "kmsKeyArn", key, "the gateway's settings are stored under a key that AWS owns."),
];
const vault: Requires = (props, key) => {
    const configuration = props.child("kmsConfiguration");
    const own = { "kmsConfiguration.keyType": "CustomerManagedKey" };
    return [
        {
            kept: isOneOf(configuration.text("keyType"), ["CustomerManagedKey"]),
            otherwise: "kmsConfiguration.keyType is not CustomerManagedKey.",
            remedy: encryptWith(key, configuration, "kmsKeyArn", own),
        },
        ownKey(configuration, "kmsKeyArn", key, "the credentials of agents are stored under a key that AWS owns."),
    ];
};

const requires: ReadonlyMap<string, Requires> = new Map<string, Requires>([
    ...types.agentcoreMemory.map((type): [string, Requires] => [type, memory]),
    ...types.agentcoreGateway.map((type): [string, Requires] => [type, gateway]),
    ...types.agentcoreTokenVaultCmk.map((type): [string, Requires] => [type, vault]),
]);

export const bedrockAgentcoreCmk = requirementRule({
    name: "bedrock-agentcore-cmk",
    group: "generative-ai",
    description: "AgentCore's memories, gateways and token vaults are encrypted with a key of one's own.",
    severity: "medium",
    anchors: { config: ["bedrock-agentcore-memory-encryption-enabled"] },
    remediationSteps: "Set encryptionKeyArn, kmsKeyArn or kmsConfiguration to a key of your own.",
    url: "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/data-encryption.html",
    types: [...requires.keys()],
    settings: { kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, settings) => requires.get(type)?.(props, settings.kmsKeyArn) ?? [],
});
