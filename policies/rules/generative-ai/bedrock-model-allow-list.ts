import { matchesAny } from "../../lib/glob";
import { documentsOf, type IdentityPolicyShape } from "../../lib/identity-policies";
import { hasEffect, Malformed, parsePolicy, type Statement } from "../../lib/policy-document";
import { coversAllOf, takesIn } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts, type ValuesOf } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, satisfies, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const settings = {
    models: texts(
        "Models and inference profiles that may be used, by id without the geography, with * as wildcard, such as anthropic.claude-*; with none given, any may.",
    ),
    geographies: texts(
        "Geographies of inference profiles that may be used, such as eu, us, apac and global; with none given, any may.",
    ),
};
type Values = ValuesOf<typeof settings>;

interface Shape extends IdentityPolicyShape {
    readonly foundationModel?: string;
    readonly modelSource?: { readonly copyFrom?: string };
    readonly inferenceConfig?: {
        readonly models?: readonly { readonly bedrockModel?: { readonly modelIdentifier?: string } }[];
    };
}

export const bedrockModelAllowList = resourceRule({
    name: "bedrock-model-allow-list",
    group: "generative-ai",
    description: "Only models that were chosen are used, and policies name the models that may be invoked.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Name an allowed model, and list the ARNs of models and inference profiles as resources of bedrock:InvokeModel.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_id-based-policy-examples.html",
    types: [
        ...types.bedrockAgent,
        ...types.bedrockInferenceProfile,
        ...types.bedrockEvaluationJob,
        ...types.iamPolicy,
        ...types.iamRolePolicy,
        ...types.iamRole,
    ],
    settings,
    judge: ({ props }: Resource<Shape>, values) => [
        ...judgeModel(props.text("foundationModel"), "foundationModel", values),
        ...judgeModel(props.child("modelSource").text("copyFrom"), "modelSource.copyFrom", values),
        ...props
            .child("inferenceConfig")
            .each("models")
            .flatMap((model) => {
                const bedrock = model.child("bedrockModel");
                return judgeModel(bedrock.text("modelIdentifier"), bedrock.pathTo("modelIdentifier"), values);
            }),
        ...documentsOf(props).flatMap(({ path, field }) => judgePolicy(field, path, values)),
    ],
});

function judgeModel(model: Field<string>, path: string, { models, geographies }: Values): readonly Verdict[] {
    return [
        ...check(
            satisfies(model, (id) => models.length === 0 || matchesAny(named(id).model, models), true),
            `${path} is none of the allowed models: ${models.join(", ")}.`,
        ),
        ...check(
            satisfies(
                model,
                (id) => {
                    const { geography } = named(id);
                    return geographies.length === 0 || geography === undefined || geographies.includes(geography);
                },
                true,
            ),
            `${path} is an inference profile outside the allowed geographies: ${geographies.join(", ")}.`,
        ),
    ];
}

/** What an id or ARN names: `eu.anthropic.claude-…` is a profile of the geography `eu`. */
function named(id: string): { readonly model: string; readonly geography: string | undefined } {
    const last = id.slice(id.lastIndexOf("/") + 1);
    const [, geography, model] = /^(us-gov|us|eu|apac|jp|au|ca|global)\.(.+)$/.exec(last) ?? [];
    return { model: model ?? last, geography };
}

function judgePolicy(field: Field<unknown>, path: string, { models }: Values): readonly Verdict[] {
    const policy = parsePolicy(field, path);
    if (policy === undefined || policy instanceof Malformed) {
        return [];
    }
    if (isUnknown(policy)) {
        return check(policy, "");
    }
    return policy.statements.flatMap((statement) => {
        const where = `Statement ${statement.label} of \`${path}\``;
        const invoking = allOf(hasEffect(statement, "Allow"), invokes(statement));
        const everything = coversAllOf("bedrock", statement);
        return [
            ...check(not(allOf(invoking, everything)), `${where} allows invoking every model: name them in Resource.`),
            ...(everything === true ? [] : families(statement, models)).flatMap((family) =>
                check(not(invoking), `${where} allows invoking whatever is called ${family}: name the models.`),
            ),
        ];
    });
}

/**
 * Patterns of models by which a statement takes in models that are yet to come, at prices that are yet to come, unless the
 * list of allowed models takes them in. Any geography, and any throughput of one version, are still one model.
 */
function families({ resources }: Statement, models: readonly string[]): readonly string[] {
    return resources
        .flatMap((arn) =>
            !isUnknown(arn) && /:(?:foundation-model|inference-profile)\//.test(arn) ? [named(arn)] : [],
        )
        .map(({ model }) => model.replace(/^\*\./, ""))
        .filter((model) => /[*?]/.test(model.replace(/:.*$/, "")) && !matchesAny(model, models));
}

/** Whoever may do everything on everything is reported by the rules about identity. */
function invokes({ actions }: Statement): Truth {
    return anyOf(
        ...actions.map((action) =>
            isUnknown(action)
                ? action
                : !/^\*+(:\*+)?$/.test(action) &&
                  (takesIn(action, "bedrock:invokemodel") || takesIn(action, "bedrock:invokemodelwithresponsestream")),
        ),
    );
}
