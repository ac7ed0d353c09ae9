import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";
import { geographyOf, modelId } from "./model-lifecycle";

/**
 * Regions that the inference profiles of a geography send requests to. One that a certain model isn't in does no harm: the
 * model itself is named.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
    us: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    "us-gov": ["us-gov-east-1", "us-gov-west-1"],
    ca: ["ca-central-1", "ca-west-1"],
    eu: ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
    apac: [
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-4",
    ],
    jp: ["ap-northeast-1", "ap-northeast-3"],
    au: ["ap-southeast-2", "ap-southeast-4"],
};

/** What a policy must name for one model. */
export interface ModelArns {
    /** The inference profile, where the model is called by one. */
    readonly profileArn: string | undefined;
    readonly modelArns: readonly string[];
}

/**
 * The ARNs behind a model, none with a wildcard. A call through an inference profile is checked against the profile and
 * against the model in the region that it ends up in; `global` profiles end up in a region that has no name in the ARN
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html).
 *
 * @param model id of a model or of an inference profile, or an ARN of either
 * @throws a `RunError` where the Region has no profile of that geography
 */
export function arnsOfModel(model: string, { partition, region, accountId }: Place): ModelArns {
    if (/^arn:[^:]+:bedrock:[^:]*::foundation-model\//.test(model))
        return { profileArn: undefined, modelArns: [model] };
    const id = modelId(model);
    const foundation = (where: string) => `arn:${partition}:bedrock:${where}::foundation-model/${id}`;
    const geography = geographyOf(model);
    if (geography === undefined) return { profileArn: undefined, modelArns: [foundation(region)] };
    const [problem] = geographyProblems(model, geography, region);
    if (problem !== undefined) throw new pulumi.RunError(problem);
    const profile = model.startsWith("arn:")
        ? model
        : `arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${model}`;
    const regions = geography === "global" ? [region, ""] : (REGIONS[geography] ?? [region]);
    return { profileArn: profile, modelArns: regions.map(foundation) };
}

/**
 * The problem with a profile of a continent that the Region isn't on, where Bedrock has no such profile: the first message to
 * the assistant would fail. Some profiles of the USA can be called from Canada.
 */
export function geographyProblems(model: string, geography: string, region: string): string[] {
    const [first] = REGIONS[geography] ?? [];
    const continent = (where: string) => (where.startsWith("ca-") ? "us" : where.slice(0, 2));
    if (first === undefined || continent(first) === continent(region)) return [];
    return [
        `model is "${model}": its inference profile is not in ${region}. Use one of this Region's geography, or a "global." one, for example "${exampleFor(region)}".`,
    ];
}

function exampleFor(region: string): string {
    const [geography = "global"] = Object.entries(REGIONS).find(([, regions]) => regions.includes(region)) ?? [];
    return `${geography}.anthropic.claude-sonnet-4-6`;
}

/** Lets a role call one model, all at once or word by word. */
export function invokeModelStatements(arns: ModelArns): PolicyStatement[] {
    const { profileArn, modelArns } = arns;
    const actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
    if (profileArn === undefined) return [{ sid: "InvokeModel", actions, resources: modelArns }];
    return [
        { sid: "InvokeProfile", actions: [...actions, "bedrock:GetInferenceProfile"], resources: [profileArn] },
        {
            // Only behind the profile: called by itself, the model would answer from a region of the caller's choice.
            sid: "InvokeModel",
            actions,
            resources: modelArns,
            conditions: { StringEquals: { "bedrock:InferenceProfileArn": [profileArn] } },
        },
    ];
}

/** The problem with a model whose ARNs can't be told from its name, or nothing. */
export function modelFormProblems(property: string, model: string): string[] {
    if (/application-inference-profile\//.test(model)) {
        return [
            `${property} is "${model}": an application inference profile doesn't say which model it calls, so no exact policy can be written; use the model's or the system profile's id.`,
        ];
    }
    const id = modelId(model);
    if (/^[a-z0-9-]+\.[a-z0-9][a-z0-9.:-]*$/i.test(id)) return [];
    return [
        `${property} is "${model}": it takes the id or ARN of a model or of an inference profile, for example "eu.anthropic.claude-sonnet-4-6".`,
    ];
}
