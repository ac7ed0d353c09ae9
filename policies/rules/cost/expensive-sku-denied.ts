import { matchesAny } from "../../lib/glob";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer, texts, type ValuesOf } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { type Field, satisfies } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const settings = {
    allowedKendraEditions: texts("Editions of a Kendra index.", ["DEVELOPER_EDITION", "GEN_AI_ENTERPRISE_EDITION"]),
    allowedOpensearchInstanceTypes: texts("Instance types of OpenSearch domains, with * as wildcard.", [
        "t3.*",
        "m*.large.*",
        "m*.xlarge.*",
        "r*.large.*",
        "r*.xlarge.*",
        "or1.medium.*",
        "or1.large.*",
    ]),
    allowedSagemakerInstanceTypes: texts("Instance types of notebooks and endpoints, with * as wildcard.", [
        "ml.t*",
        "ml.m*.large",
        "ml.m*.xlarge",
        "ml.c*.large",
        "ml.c*.xlarge",
    ]),
    maxModelUnits: integer("The most units of provisioned throughput of one Bedrock model; 0 denies it.", 0, {
        minimum: 0,
        maximum: 100,
    }),
    maxInstances: integer("The most nodes of a domain, or instances of an endpoint's variant.", 10, {
        minimum: 1,
        maximum: 1000,
    }),
};
type Values = ValuesOf<typeof settings>;

interface Shape {
    readonly clusterConfig?: { readonly instanceType?: string; readonly instanceCount?: number };
    readonly edition?: string;
    readonly instanceType?: string;
    readonly modelUnits?: number;
    readonly productionVariants?: readonly { readonly instanceType?: string; readonly initialInstanceCount?: number }[];
}

const kendra = ({ props }: Resource<Shape>, { allowedKendraEditions }: Values) =>
    allowed(props.text("edition") ?? "ENTERPRISE_EDITION", allowedKendraEditions, "edition");

const throughput = ({ props }: Resource<Shape>, { maxModelUnits }: Values) =>
    check(
        satisfies(props.number("modelUnits"), (units) => units <= maxModelUnits, true),
        maxModelUnits === 0
            ? "modelUnits buys throughput by the hour, used or not."
            : `modelUnits is more than ${maxModelUnits}.`,
    );

const domain = ({ props }: Resource<Shape>, { allowedOpensearchInstanceTypes, maxInstances }: Values) => {
    const cluster = props.child("clusterConfig");
    return [
        ...allowed(cluster.text("instanceType"), allowedOpensearchInstanceTypes, "clusterConfig.instanceType"),
        ...few(cluster.number("instanceCount"), maxInstances, "clusterConfig.instanceCount"),
    ];
};

const notebook = ({ props }: Resource<Shape>, { allowedSagemakerInstanceTypes }: Values) =>
    allowed(props.text("instanceType"), allowedSagemakerInstanceTypes, "instanceType");

const endpoint = ({ props }: Resource<Shape>, values: Values) =>
    props.each("productionVariants").flatMap((variant, index) => judgeVariant(variant, index, values));

function judgeVariant(
    variant: Properties<{ readonly instanceType?: string; readonly initialInstanceCount?: number }>,
    index: number,
    { allowedSagemakerInstanceTypes, maxInstances }: Values,
): readonly Verdict[] {
    const path = `productionVariants[${index}]`;
    return [
        ...allowed(variant.text("instanceType"), allowedSagemakerInstanceTypes, `${path}.instanceType`),
        ...few(variant.number("initialInstanceCount"), maxInstances, `${path}.initialInstanceCount`),
    ];
}

function allowed(value: Field<string>, patterns: readonly string[], property: string): readonly Verdict[] {
    return check(
        satisfies(value, (known) => matchesAny(known, patterns), true),
        `${property} is none of those that are allowed: ${patterns.join(", ")}.`,
    );
}

function few(value: Field<number>, most: number, property: string): readonly Verdict[] {
    return check(
        satisfies(value, (count) => count <= most, true),
        `${property} is more than ${most}.`,
    );
}

type Judge = (resource: Resource<Shape>, values: Values) => readonly Verdict[];

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
    ...types.kendraIndex.map((type): [string, Judge] => [type, kendra]),
    ...types.bedrockProvisionedModelThroughput.map((type): [string, Judge] => [type, throughput]),
    ...types.opensearchDomain.map((type): [string, Judge] => [type, domain]),
    ...types.sagemakerNotebookInstance.map((type): [string, Judge] => [type, notebook]),
    ...types.sagemakerEndpointConfiguration.map((type): [string, Judge] => [type, endpoint]),
]);

export const expensiveSkuDenied = resourceRule({
    name: "expensive-sku-denied",
    group: "cost",
    description: "Editions, instance types and counts that cost most are only bought where they are allowed.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Choose a smaller one, or allow it in the rule's settings for this stack.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/select-the-correct-resource-type-size-and-number.html",
    types: [...judges.keys()],
    settings,
    judge: (resource: Resource<Shape>, values) => judges.get(resource.type)?.(resource, values) ?? [],
});
