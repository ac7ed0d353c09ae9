import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, isSet } from "../../lib/truth";

type Shape = aws.sagemaker.NotebookInstanceArgs & aws.sagemaker.DomainArgs;

const domains: readonly string[] = types.sagemakerDomain;

export const sagemakerNoDirectInternet = requirementRule({
    name: "sagemaker-no-direct-internet",
    group: "public-access",
    description: "SageMaker notebooks and domains reach the internet through a VPC only.",
    severity: "high",
    anchors: {
        fsbp: ["SageMaker.1", "SageMaker.2"],
        checkov: ["CKV_AWS_122", "CKV_AWS_306"],
        cdkNag: ["AwsSolutions-SM1", "AwsSolutions-SM3"],
    },
    remediationSteps:
        "Give a notebook a subnetId, securityGroups and directInternetAccess Disabled; give a domain appNetworkAccessType VpcOnly. Both are replaced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-1",
    types: [...types.sagemakerNotebookInstance, ...types.sagemakerDomain],
    requires: ({ type, props }: Resource<Shape>) => (domains.includes(type) ? ofDomain(props) : ofNotebook(props)),
});

function ofDomain(props: Properties<Shape>): readonly Requirement[] {
    const access = props.text("appNetworkAccessType") ?? providerDefaults.sagemakerDomain.appNetworkAccessType;
    return [
        {
            kept: isOneOf(access, ["VpcOnly"]),
            otherwise: "appNetworkAccessType is not VpcOnly: apps reach the internet beside the VPC.",
            remedy: { appNetworkAccessType: "VpcOnly" },
        },
    ];
}

/** SageMaker only takes `Disabled` together with a subnet and security groups. */
function ofNotebook(props: Properties<Shape>): readonly Requirement[] {
    const access =
        props.text("directInternetAccess") ?? providerDefaults.sagemakerNotebookInstance.directInternetAccess;
    const inVpc = isSet(props.get("subnetId"));
    const placed = inVpc && isSet(props.get("securityGroups"));
    return [
        {
            kept: isOneOf(access, ["Disabled"]),
            otherwise: "directInternetAccess is not Disabled: the notebook reaches the internet beside the VPC.",
            ...(placed && { remedy: { directInternetAccess: "Disabled" } }),
        },
        { kept: inVpc, otherwise: "subnetId is not set: the notebook is in no VPC of yours." },
    ];
}
