import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

type Shape = aws.sagemaker.NotebookInstanceArgs & aws.sagemaker.ModelArgs;

const models: readonly string[] = types.sagemakerModel;

export const sagemakerNotebookHardening = requirementRule({
    name: "sagemaker-notebook-hardening",
    group: "resilience",
    description:
        "SageMaker notebooks give no root access, ask for IMDSv2 and run on a supported platform, and models reach no network.",
    severity: "medium",
    anchors: {
        fsbp: ["SageMaker.3", "SageMaker.5", "SageMaker.8"],
        checkov: ["CKV_AWS_307", "CKV_AWS_370", "CKV_AWS_371"],
    },
    remediationSteps:
        "Set rootAccess to Disabled, instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion to 2 and a supported platformIdentifier on a notebook, enableNetworkIsolation on a model.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-3",
    types: [...types.sagemakerNotebookInstance, ...types.sagemakerModel],
    settings: {
        platforms: texts("Platforms that notebooks may run on.", ["notebook-al2-v3", "notebook-al2023-v1"]),
    },
    requires: ({ type, props }: Resource<Shape>, { platforms }) =>
        models.includes(type) ? ofModel(props) : ofNotebook(props, platforms),
});

function ofModel(props: Properties<Shape>): readonly Requirement[] {
    return [
        {
            kept: isOneOf(props.flag("enableNetworkIsolation"), [true]),
            otherwise: "enableNetworkIsolation is not true: the model's code can send data away.",
            remedy: { enableNetworkIsolation: true },
        },
    ];
}

function ofNotebook(props: Properties<Shape>, platforms: readonly string[]): readonly Requirement[] {
    const metadata = props.child("instanceMetadataServiceConfiguration");
    const version = metadata.pathTo("minimumInstanceMetadataServiceVersion");
    const platform = props.text("platformIdentifier") ?? providerDefaults.sagemakerNotebookInstance.platformIdentifier;
    const [preferred] = platforms;
    return [
        {
            kept: isOneOf(props.text("rootAccess"), ["Disabled"]),
            otherwise: "rootAccess is not Disabled: users can change the machine itself.",
            remedy: { rootAccess: "Disabled" },
        },
        {
            kept: isOneOf(metadata.text("minimumInstanceMetadataServiceVersion"), ["2"]),
            otherwise: `${version} is not 2: a forged request can read the role's credentials.`,
            remedy: { [version]: "2" },
        },
        {
            kept: isOneOf(platform, platforms),
            otherwise: "platformIdentifier is none of those that are supported: it gets no security updates.",
            ...(preferred !== undefined && { remedy: { platformIdentifier: preferred } }),
        },
    ];
}
