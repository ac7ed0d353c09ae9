import type * as aws from "@pulumi/aws";
import { addStatements } from "../../lib/add-statements";
import { Malformed, type PolicyDocument, parsePolicy } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import type { Remedy } from "../../lib/remedy";
import { type Resource, stackRule } from "../../lib/rule";
import { sideResources } from "../../lib/s3";
import { choice, flag, type ValuesOf } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { deniesOldTls, deniesPlainText, oldTlsDenial, plainTextDenial, type TlsDenial } from "../../lib/tls-denial";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isUnknown, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const settings = {
    minTlsVersion: choice("The oldest TLS version that the policy must let through.", ["any", "1.2", "1.3"], "any"),
    managedElsewhere: flag("Buckets without a policy in this stack get theirs in another one.", false),
};

const policies: readonly string[] = types.bucketPolicy;

/** One statement must cover the bucket itself and its objects: denying either alone leaves the other open. */
const denial: TlsDenial = {
    action: "s3:*",
    resources: [
        (resource) => resource === "*" || !resource.includes("/"),
        (resource) => resource === "*" || resource.endsWith("/*") || /^arn:[^/]*\*$/.test(resource),
    ],
};

export const s3TlsOnlyPolicy = stackRule({
    name: "s3-tls-only-policy",
    group: "encryption-in-transit",
    description: "Every S3 bucket has a policy that denies requests without TLS, to the bucket and to its objects.",
    severity: "high",
    anchors: { fsbp: ["S3.5"], cis: ["2.1.1"], checkov: ["CKV_AWS_379"], cdkNag: ["AwsSolutions-S10"] },
    remediationSteps:
        'Add to the BucketPolicy a statement with Effect Deny, Principal "*", Action "s3:*", the bucket\'s ARN and ARN/* as resources, and the one condition Bool aws:SecureTransport "false".',
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    types: [...types.bucket, ...types.bucketPolicy],
    settings,
    judge: (stack, values) =>
        stack.ofTypes<aws.s3.BucketArgs>(types.bucket).flatMap((bucket) => judgeBucket(bucket, stack, values)),
    remedy: ({ type, props }: Resource<aws.s3.BucketPolicyArgs>, { minTlsVersion }) =>
        policies.includes(type) ? mend(props, minTlsVersion) : {},
});

function judgeBucket(
    bucket: Resource<aws.s3.BucketArgs>,
    stack: StackGraph,
    { minTlsVersion, managedElsewhere }: ValuesOf<typeof settings>,
): readonly Verdict[] {
    const attached = sideResources<aws.s3.BucketPolicyArgs>(stack, bucket, "policy");
    const policies: Field<unknown>[] = attached.map(({ resource, certain }) =>
        certain ? resource.props.get("policy") : new Unknown(["bucket"]),
    );
    if (attached.length === 0) {
        policies.push(bucket.props.get("policy"));
    }
    if (managedElsewhere && policies.every((policy) => policy === undefined)) {
        return [];
    }
    const tls = anyOf(...policies.map((policy) => denies(policy, (statements) => deniesPlainText(statements, denial))));
    const version =
        minTlsVersion === "any" ||
        anyOf(
            ...policies.map((policy) =>
                denies(policy, (statements) => deniesOldTls(statements, denial, Number(minTlsVersion))),
            ),
        );
    return [
        ...check(tls, `No policy of bucket "${bucket.name}" denies requests without TLS.`, bucket.urn),
        ...check(version, `No policy of bucket "${bucket.name}" denies TLS below ${minTlsVersion}.`, bucket.urn),
    ];
}

/** Policies say by their resources which bucket they are about; where that is not plain, a person must say it. */
function mend(props: Properties<aws.s3.BucketPolicyArgs>, minTlsVersion: string): Remedy {
    const policy = props.get("policy");
    const document = parsePolicy(policy, "policy");
    if (document === undefined || document instanceof Malformed || isUnknown(document)) {
        return {};
    }
    const [bucket, ...others] = bucketsOf(document);
    if (bucket === undefined || others.length > 0) {
        return {};
    }
    const { statements } = document;
    const resources = [bucket, `${bucket}/*`];
    const missing = [
        ...(deniesPlainText(statements, denial) === false ? [plainTextDenial(denial.action, resources)] : []),
        ...(minTlsVersion !== "any" && deniesOldTls(statements, denial, Number(minTlsVersion)) === false
            ? [oldTlsDenial(denial.action, resources, minTlsVersion)]
            : []),
    ];
    return missing.length === 0 ? {} : addStatements(policy, "policy", missing);
}

/** The ARNs of the buckets that a policy's resources name. */
function bucketsOf({ statements }: PolicyDocument): readonly string[] {
    const arns = statements
        .flatMap(({ resources }) => resources.filter((each) => typeof each === "string"))
        .map((resource) => resource.split("/")[0] ?? "")
        .filter((arn) => /^arn:[^:]+:s3:::[^*?]+$/.test(arn));
    return [...new Set(arns)];
}

function denies(policy: Field<unknown>, question: (statements: Parameters<typeof deniesPlainText>[0]) => Truth): Truth {
    const document = parsePolicy(policy, "policy");
    if (document === undefined || document instanceof Malformed) {
        return false;
    }
    return isUnknown(document) ? document : question(document.statements);
}
