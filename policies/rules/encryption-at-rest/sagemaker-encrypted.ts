import type * as aws from "@pulumi/aws";
import { hasLocalVolumes } from "../../lib/instance-storage";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.sagemaker.NotebookInstanceArgs &
    aws.sagemaker.DomainArgs &
    aws.sagemaker.EndpointConfigurationArgs &
    aws.sagemaker.FeatureGroupArgs &
    aws.sagemaker.TrainingJobArgs;
type Requires = (props: Properties<Shape>, key: string) => readonly Requirement[];

const byAws = "encrypted with a key that AWS manages.";

const notebookInstance: Requires = (props, key) => [
    where(not(isLocal(props)), ownKey(props, "kmsKeyId", key, `the notebook's volume is ${byAws}`)),
];

const domain: Requires = (props, key) => [ownKey(props, "kmsKeyId", key, `the domain's file system is ${byAws}`)];

/** One variant with local volumes makes SageMaker refuse the key for all; serverless ones have no volume. */
const endpointConfiguration: Requires = (props, key) => {
    const variants = [...props.each("productionVariants"), ...props.each("shadowProductionVariants")];
    const hasVolumes = anyOf(...variants.map((variant) => not(variant.has("serverlessConfig"))));
    const refusesKey = anyOf(...variants.map(isLocal));
    return [
        where(
            allOf(hasVolumes, not(refusesKey)),
            ownKey(props, "kmsKeyArn", key, `the instances' volumes are ${byAws}`),
        ),
    ];
};

const featureGroup: Requires = (props, key) => {
    const online = props.child("onlineStoreConfig");
    const offline = props.child("offlineStoreConfig").child("s3StorageConfig");
    return [
        where(
            isOneOf(online.flag("enableOnlineStore"), [true]),
            ownKey(online.child("securityConfig"), "kmsKeyId", key, `the online store is ${byAws}`),
        ),
        where(props.has("offlineStoreConfig"), ownKey(offline, "kmsKeyId", key, `the offline store is ${byAws}`)),
    ];
};

const trainingJob: Requires = (props, key) => {
    const resources = props.child("resourceConfig");
    const refusesKey = anyOf(isLocal(resources), ...resources.each("instanceGroups").map(isLocal));
    return [
        where(
            allOf(props.has("resourceConfig"), not(refusesKey)),
            ownKey(resources, "volumeKmsKeyId", key, `the instances' volumes are ${byAws}`),
        ),
        where(
            props.has("outputDataConfig"),
            ownKey(props.child("outputDataConfig"), "kmsKeyId", key, `the output is ${byAws}`),
        ),
    ];
};

const requirements: readonly (readonly [readonly string[], Requires])[] = [
    [types.sagemakerNotebookInstance, notebookInstance],
    [types.sagemakerDomain, domain],
    [types.sagemakerEndpointConfiguration, endpointConfiguration],
    [types.sagemakerFeatureGroup, featureGroup],
    [types.sagemakerTrainingJob, trainingJob],
];
const byType: ReadonlyMap<string, Requires> = new Map(
    requirements.flatMap(([tokens, requires]) => tokens.map((token) => [token, requires] as const)),
);

export const sagemakerEncrypted = requirementRule({
    name: "sagemaker-encrypted",
    group: "encryption-at-rest",
    description:
        "SageMaker notebooks, domains, endpoints, feature stores and training jobs encrypt what they store with a KMS key of one's own.",
    severity: "high",
    anchors: {
        config: [
            "sagemaker-notebook-instance-kms-key-configured",
            "sagemaker-endpoint-configuration-kms-key-configured",
        ],
        checkov: ["CKV_AWS_22", "CKV_AWS_98", "CKV_AWS_187"],
        cdkNag: ["AwsSolutions-SM2", "SageMakerEndpointConfigurationKMSKeyConfigured"],
    },
    remediationSteps:
        "Name a key of your own: kmsKeyId on a notebook or domain, kmsKeyArn on an endpoint configuration, kmsKeyId for both stores of a feature group, volumeKmsKeyId and kmsKeyId on a training job.",
    url: "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
    types: [...byType.keys()],
    settings: { kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, { kmsKeyArn }) => byType.get(type)?.(props, kmsKeyArn) ?? [],
});

function where(condition: Truth, requirement: Requirement): Requirement {
    return { ...requirement, kept: anyOf(not(condition), requirement.kept) };
}

function isLocal(instance: Properties<{ readonly instanceType?: unknown }>): Truth {
    return satisfies(instance.text("instanceType"), hasLocalVolumes, false);
}
