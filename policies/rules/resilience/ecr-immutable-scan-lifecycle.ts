import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Repository = aws.ecr.RepositoryArgs;
type Scanning = Properties<aws.ecr.RegistryScanningConfigurationArgs>;

const repositories: readonly string[] = types.ecrRepository;
const lifecycleOfRepository: Join = {
    from: types.ecrLifecyclePolicy,
    property: "repository",
    to: types.ecrRepository,
    names: ["name", "id"],
};

export const ecrImmutableScanLifecycle = stackRule({
    name: "ecr-immutable-scan-lifecycle",
    group: "resilience",
    description: "ECR repositories keep tags as they are, scan what is pushed and clear away old images.",
    severity: "medium",
    anchors: {
        config: [
            "ecr-private-tag-immutability-enabled",
            "ecr-private-image-scanning-enabled",
            "ecr-private-lifecycle-policy-configured",
        ],
        fsbp: ["ECR.1", "ECR.2", "ECR.3"],
        checkov: ["CKV_AWS_51", "CKV_AWS_163"],
        trivy: ["AWS-0030", "AWS-0031"],
    },
    remediationSteps:
        "Set imageTagMutability to IMMUTABLE and imageScanningConfiguration.scanOnPush to true, or a RegistryScanningConfiguration that takes the repository in, and give it a LifecyclePolicy.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
    types: [...types.ecrRepository, ...types.ecrLifecyclePolicy, ...types.ecrRegistryScanningConfiguration],
    settings: {
        allowExclusions: flag("Take IMMUTABLE_WITH_EXCLUSION, which leaves some tags open, as immutable.", false),
        scannedElsewhere: flag("The registry's scanning is configured in another stack.", false),
    },
    judge: (stack, settings) =>
        stack.ofTypes<Repository>(types.ecrRepository).flatMap((repository) => {
            const { name, urn, props } = repository;
            const policies = stack
                .attachedTo({ urn }, lifecycleOfRepository)
                .map(({ certain }) => certain || new Unknown(["repository"]));
            const onPush = isOneOf(props.child("imageScanningConfiguration").flag("scanOnPush"), [true]);
            return [
                ...check(
                    isImmutable(props, settings.allowExclusions),
                    `Repository "${name}" lets a tag be moved to another image.`,
                    urn,
                ),
                ...check(
                    anyOf(settings.scannedElsewhere, onPush, isScanned(stack, props)),
                    `Repository "${name}" has no scan of what is pushed.`,
                    urn,
                ),
                ...check(anyOf(...policies), `Repository "${name}" has no lifecycle policy.`, urn),
            ];
        }),
    remedy: ({ type, props }: Resource<Repository>, { allowExclusions }) =>
        repositories.includes(type) && isImmutable(props, allowExclusions) === false
            ? { imageTagMutability: "IMMUTABLE" }
            : {},
});

function isImmutable(props: Properties<Repository>, allowExclusions: boolean): Truth {
    const mutability = props.text("imageTagMutability") ?? providerDefaults.ecrRepository.imageTagMutability;
    return isOneOf(mutability, ["IMMUTABLE", ...(allowExclusions ? ["IMMUTABLE_WITH_EXCLUSION"] : [])]);
}

/** The registry's configuration takes repositories in by patterns of their names. */
function isScanned(stack: StackGraph, repository: Properties<Repository>): Truth {
    const configurations = stack.ofTypes<aws.ecr.RegistryScanningConfigurationArgs>(
        types.ecrRegistryScanningConfiguration,
    );
    return anyOf(...configurations.map(({ props }) => takesIn(props, repository)));
}

function takesIn(scanning: Scanning, repository: Properties<Repository>): Truth {
    const name = repository.text("name");
    const automatic = scanning.each("rules").flatMap((rule) =>
        rule.each("repositoryFilters").map((filter) =>
            allOf(
                isOneOf(rule.text("scanFrequency"), ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"]),
                satisfies(filter.text("filter"), (pattern) => covers(pattern, name), false),
            ),
        ),
    );
    return anyOf(...automatic);
}

/** A filter without a wildcard takes in every name that holds it. */
function covers(filter: string, name: ReturnType<Properties<Repository>["text"]>): Truth {
    const pattern = filter.includes("*") ? filter : `*${filter}*`;
    return pattern === "*" || satisfies(name, (known) => matchesAny(known, [pattern]), new Unknown(["name"]));
}
