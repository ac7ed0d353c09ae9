import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.sagemaker.TrainingJobArgs;

export const sagemakerIntercontainerTls = requirementRule({
    name: "sagemaker-intercontainer-tls",
    group: "encryption-in-transit",
    description: "SageMaker training jobs on several instances encrypt what those tell each other.",
    severity: "low",
    anchors: {
        checkov: ["CKV_AWS_369"],
        prowler: ["sagemaker_training_jobs_intercontainer_encryption_enabled"],
    },
    remediationSteps: "Set enableInterContainerTrafficEncryption to true.",
    url: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html",
    types: types.sagemakerTrainingJob,
    requires: ({ props }: Resource<Shape>) => [
        {
            kept: anyOf(
                not(usesSeveralInstances(props)),
                isOneOf(props.flag("enableInterContainerTrafficEncryption"), [true]),
            ),
            otherwise: "enableInterContainerTrafficEncryption is not true, and the job runs on several instances.",
            remedy: { enableInterContainerTrafficEncryption: true },
        },
    ],
});

function usesSeveralInstances(props: Properties<Shape>): Truth {
    const resources = props.child("resourceConfig");
    const groups = resources.each("instanceGroups");
    return anyOf(
        groups.length > 1,
        ...[resources, ...groups].map((each) => satisfies(each.number("instanceCount"), (count) => count > 1, false)),
    );
}
