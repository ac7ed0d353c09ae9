import { acmKeyStrength } from "../../../../policies/rules/encryption-in-transit/acm-key-strength";
import { apigwTls12 } from "../../../../policies/rules/encryption-in-transit/apigw-tls12";
import { datasyncTls } from "../../../../policies/rules/encryption-in-transit/datasync-tls";
import { ecsEfsTls } from "../../../../policies/rules/encryption-in-transit/ecs-efs-tls";
import { opensearchHttpsTls12 } from "../../../../policies/rules/encryption-in-transit/opensearch-https-tls12";
import { quicksightSsl } from "../../../../policies/rules/encryption-in-transit/quicksight-ssl";
import { redshiftServerlessRequireSsl } from "../../../../policies/rules/encryption-in-transit/redshift-serverless-require-ssl";
import { sagemakerIntercontainerTls } from "../../../../policies/rules/encryption-in-transit/sagemaker-intercontainer-tls";
import { sesTlsRequired } from "../../../../policies/rules/encryption-in-transit/ses-tls-required";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const oldTls = (path: string, ...allowed: string[]) => [
    `${path} names none of the allowed policies: ${allowed.join(", ")}.`,
];
const modern = ["TLS_1_2", "SecurityPolicy_TLS12_*", "SecurityPolicy_TLS13_*"];

for (const [type, path] of [
    ["aws:apigateway/domainName:DomainName", "securityPolicy"],
    ["aws:apigatewayv2/domainName:DomainName", "domainNameConfiguration.securityPolicy"],
] as const) {
    describeRule({
        rule: apigwTls12,
        type,
        refuses: [
            { when: "TLS 1.0", set: { [path]: "TLS_1_0" }, says: oldTls(path, ...modern) },
            { when: "no policy", set: { [path]: undefined }, says: oldTls(path, ...modern) },
            {
                when: "a policy that is not the configured one",
                set: {},
                settings: { allowedPolicies: ["SecurityPolicy_TLS13_1_3_2025_09"] },
                says: oldTls(path, "SecurityPolicy_TLS13_1_3_2025_09"),
            },
        ],
        accepts: [
            { when: "TLS 1.3", set: { [path]: "SecurityPolicy_TLS13_1_3_2025_09" } },
            { when: "TLS 1.2 at the edge", set: { [path]: "SecurityPolicy_TLS12_2018_EDGE" } },
        ],
        defersOn: [path],
        mends: [
            { when: "TLS 1.0", set: { [path]: "TLS_1_0" } },
            {
                when: "a policy that is not the configured one",
                set: {},
                settings: { allowedPolicies: ["SecurityPolicy_TLS13_1_3_2025_09"] },
            },
        ],
    });
}

const endpoint = "domainEndpointOptions";

for (const type of opensearchHttpsTls12.types) {
    describeRule({
        rule: opensearchHttpsTls12,
        type,
        refuses: [
            {
                when: "plain HTTP",
                set: { [`${endpoint}.enforceHttps`]: false },
                says: ["domainEndpointOptions.enforceHttps is false: the domain takes plain HTTP."],
            },
            {
                when: "TLS 1.0",
                set: { [`${endpoint}.tlsSecurityPolicy`]: "Policy-Min-TLS-1-0-2019-07" },
                says: oldTls(`${endpoint}.tlsSecurityPolicy`, "Policy-Min-TLS-1-2-*"),
            },
            {
                when: "no policy",
                set: { [endpoint]: undefined },
                says: oldTls(`${endpoint}.tlsSecurityPolicy`, "Policy-Min-TLS-1-2-*"),
            },
            {
                when: "nodes that exchange plain text, which is the default",
                set: { nodeToNodeEncryption: undefined },
                says: ["nodeToNodeEncryption.enabled is not true: nodes exchange data in plain text."],
            },
        ],
        accepts: [
            { when: "HTTPS at its default, which is on", set: { [`${endpoint}.enforceHttps`]: undefined } },
            {
                when: "another policy for TLS 1.2",
                set: { [`${endpoint}.tlsSecurityPolicy`]: "Policy-Min-TLS-1-2-2019-07" },
            },
        ],
        defersOn: [
            endpoint,
            `${endpoint}.enforceHttps`,
            `${endpoint}.tlsSecurityPolicy`,
            "nodeToNodeEncryption",
            "nodeToNodeEncryption.enabled",
        ],
        mends: [
            { when: "the defaults", set: { [endpoint]: undefined, nodeToNodeEncryption: undefined } },
            { when: "plain HTTP", set: { [`${endpoint}.enforceHttps`]: false } },
        ],
    });
}

const noSsl = ["configParameters sets require_ssl to false: clients may connect in plain text."];
const ssl = "configParameters[1].parameterValue";

describeRule({
    rule: redshiftServerlessRequireSsl,
    type: "aws:redshiftserverless/workgroup:Workgroup",
    refuses: [
        { when: "plain text", set: { [ssl]: "false" }, says: noSsl },
        {
            when: "no parameter where it is asked for",
            set: { configParameters: undefined },
            settings: { strict: true },
            says: ["configParameters does not set require_ssl."],
        },
    ],
    accepts: [
        { when: "no parameter, which the service sets", set: { configParameters: undefined } },
        { when: "the parameter where it is asked for", set: {}, settings: { strict: true } },
    ],
    defersOn: ["configParameters", ssl],
    mends: [
        { when: "plain text", set: { [ssl]: "false" } },
        {
            when: "no parameter where it is asked for",
            set: { configParameters: undefined },
            settings: { strict: true },
        },
        {
            when: "other parameters alone where it is asked for",
            set: { configParameters: [{ parameterKey: "datestyle", parameterValue: "ISO, MDY" }] },
            settings: { strict: true },
        },
    ],
});

describeRule({
    rule: quicksightSsl,
    type: "aws:quicksight/dataSource:DataSource",
    refuses: [
        {
            when: "TLS switched off",
            set: { "sslProperties.disableSsl": true },
            says: ["sslProperties.disableSsl is true: credentials and rows travel in plain text."],
        },
    ],
    accepts: [{ when: "TLS at its default, which is on", set: { sslProperties: undefined } }],
    defersOn: ["sslProperties", "sslProperties.disableSsl"],
    mends: [{ when: "TLS switched off", set: { "sslProperties.disableSsl": true } }],
});

for (const [type, required, optional] of [
    ["aws:ses/configurationSet:ConfigurationSet", "Require", "Optional"],
    ["aws:sesv2/configurationSet:ConfigurationSet", "REQUIRE", "OPTIONAL"],
] as const) {
    const says = [`deliveryOptions.tlsPolicy is not ${required}: mail to a server without TLS travels in plain text.`];
    describeRule({
        rule: sesTlsRequired,
        type,
        refuses: [
            { when: "TLS where the other server has it", set: { "deliveryOptions.tlsPolicy": optional }, says },
            { when: "the default", set: { deliveryOptions: undefined }, says },
        ],
        defersOn: ["deliveryOptions", "deliveryOptions.tlsPolicy"],
        mends: [{ when: "the default", set: { deliveryOptions: undefined } }],
    });
}

const efs = "volumes[0].efsVolumeConfiguration.transitEncryption";
const plainFiles = [`${efs} is not ENABLED: files travel in plain text.`];

describeRule({
    rule: ecsEfsTls,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    refuses: [
        { when: "plain text", set: { [efs]: "DISABLED" }, says: plainFiles },
        { when: "the default", set: { [efs]: undefined }, says: plainFiles },
    ],
    accepts: [{ when: "a task without volumes", set: { volumes: undefined } }],
    defersOn: ["volumes", efs],
    mends: [{ when: "the default", set: { [efs]: undefined } }],
});

const plainTransfer = ["serverProtocol is not HTTPS: credentials and objects travel in plain text."];

describeRule({
    rule: datasyncTls,
    type: "aws:datasync/locationObjectStorage:LocationObjectStorage",
    refuses: [{ when: "HTTP", set: { serverProtocol: "HTTP" }, says: plainTransfer }],
    accepts: [{ when: "the default, which is HTTPS", set: { serverProtocol: undefined } }],
    defersOn: ["serverProtocol"],
    mends: [{ when: "HTTP", set: { serverProtocol: "HTTP" } }],
});

const open = ["enableInterContainerTrafficEncryption is not true, and the job runs on several instances."];
const off = { enableInterContainerTrafficEncryption: undefined };
const groups = (...counts: number[]) => ({
    instanceGroups: counts.map((instanceCount) => ({ instanceType: "ml.m5.large", instanceCount })),
});

describeRule({
    rule: sagemakerIntercontainerTls,
    type: "aws:sagemaker/trainingJob:TrainingJob",
    refuses: [
        { when: "several instances in plain text", set: off, says: open },
        { when: "a group of several instances in plain text", set: { ...off, resourceConfig: groups(2) }, says: open },
        { when: "several groups in plain text", set: { ...off, resourceConfig: groups(1, 1) }, says: open },
    ],
    accepts: [
        { when: "one instance by itself", set: { ...off, "resourceConfig.instanceCount": 1 } },
        { when: "one instance in a group", set: { ...off, resourceConfig: groups(1) } },
        { when: "a serverless job", set: { ...off, resourceConfig: undefined } },
    ],
    defersOn: ["enableInterContainerTrafficEncryption"],
    mends: [{ when: "several instances in plain text", set: off }],
    leaves: [
        { when: "a job on an unknown number of instances", set: { ...off, "resourceConfig.instanceCount": UNKNOWN } },
    ],
});

const wildcard = ["A name of the certificate is a wildcard: who takes its key can pose as any host of the domain."];

describeRule({
    rule: acmKeyStrength,
    type: "aws:acm/certificate:Certificate",
    refuses: [
        {
            when: "a short key",
            set: { keyAlgorithm: "RSA_1024" },
            says: ["keyAlgorithm is RSA_1024, which is too weak."],
        },
        {
            when: "a certificate that is not logged",
            set: { "options.certificateTransparencyLoggingPreference": "DISABLED" },
            says: [
                "options.certificateTransparencyLoggingPreference is DISABLED: browsers do not trust the certificate.",
            ],
        },
        { when: "a wildcard", set: { domainName: "*.example.com" }, says: wildcard },
        { when: "a wildcard among other names", set: { subjectAlternativeNames: ["*.example.com"] }, says: wildcard },
    ],
    accepts: [
        { when: "the defaults", set: { keyAlgorithm: undefined, options: undefined } },
        {
            when: "a wildcard where the setting allows it",
            set: { domainName: "*.example.com" },
            settings: { allowWildcard: true },
        },
    ],
    defersOn: ["keyAlgorithm", "options", "domainName", "subjectAlternativeNames"],
});
