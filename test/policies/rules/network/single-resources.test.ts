import { albHardening } from "../../../../policies/rules/network/alb-hardening";
import { apigwRequestValidation } from "../../../../policies/rules/network/apigw-request-validation";
import { apigwThrottling } from "../../../../policies/rules/network/apigw-throttling";
import { ec2Imdsv2 } from "../../../../policies/rules/network/ec2-imdsv2";
import { lambdaInVpc } from "../../../../policies/rules/network/lambda-in-vpc";
import { quicksightVpcSource } from "../../../../policies/rules/network/quicksight-vpc-source";
import { redshiftEnhancedVpcRouting } from "../../../../policies/rules/network/redshift-enhanced-vpc-routing";
import { wafHasRules } from "../../../../policies/rules/network/waf-has-rules";
import { describeRule } from "../../support/describe-rule";

describeRule({
    rule: lambdaInVpc,
    type: "aws:lambda/function:Function",
    settings: { tag: "Network=vpc" },
    refuses: [
        {
            when: "a function outside",
            set: { vpcConfig: undefined },
            says: ["vpcConfig.subnetIds names fewer than two subnets."],
        },
        {
            when: "one subnet",
            set: { "vpcConfig.subnetIds": ["subnet-1"] },
            says: ["vpcConfig.subnetIds names fewer than two subnets."],
        },
    ],
    accepts: [
        { when: "a function without the tag", set: { vpcConfig: undefined, tags: undefined } },
        { when: "a function of another value", set: { vpcConfig: undefined, "tags.Network": "none" } },
        { when: "any function where no tag asks", set: { vpcConfig: undefined }, settings: { tag: "" } },
    ],
    defersOn: ["vpcConfig.subnetIds"],
});

describeRule({
    rule: redshiftEnhancedVpcRouting,
    type: "aws:redshiftserverless/workgroup:Workgroup",
    refuses: [
        {
            when: "the service's default",
            set: { enhancedVpcRouting: undefined },
            says: ["enhancedVpcRouting is not true: data goes past the VPC's endpoints and flow logs."],
        },
    ],
    defersOn: ["enhancedVpcRouting"],
    mends: [{ when: "the service's default", set: { enhancedVpcRouting: undefined } }],
});

describeRule({
    rule: quicksightVpcSource,
    type: "aws:quicksight/dataSource:DataSource",
    refuses: [
        {
            when: "a database over the internet",
            set: { vpcConnectionProperties: undefined },
            says: ["vpcConnectionProperties is not set: the source has to be open to QuickSight's public addresses."],
        },
    ],
    accepts: [
        { when: "Athena", set: { type: "ATHENA", vpcConnectionProperties: undefined } },
        {
            when: "a database that the setting leaves out",
            set: { vpcConnectionProperties: undefined },
            settings: { types: [] },
        },
    ],
    needsOnlyPresenceOf: ["vpcConnectionProperties"],
});

for (const type of ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]) {
    describeRule({
        rule: albHardening,
        type,
        refuses: [
            {
                when: "malformed headers, which is the default",
                set: { dropInvalidHeaderFields: undefined },
                says: ["dropInvalidHeaderFields is not true: headers that servers read in different ways get through."],
            },
            {
                when: "ambiguous requests",
                set: { desyncMitigationMode: "monitor" },
                says: ["desyncMitigationMode is monitor: ambiguous requests get through."],
            },
            {
                when: "one subnet",
                set: { subnets: ["subnet-1"] },
                says: ["subnets and subnetMappings name fewer than two."],
            },
        ],
        accepts: [
            { when: "the default mode", set: { desyncMitigationMode: undefined } },
            {
                when: "a network load balancer",
                set: { loadBalancerType: "network", dropInvalidHeaderFields: undefined },
            },
            {
                when: "subnets by their mappings",
                set: { subnets: undefined, subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] },
            },
        ],
        defersOn: ["dropInvalidHeaderFields", "desyncMitigationMode"],
        mends: [{ when: "both switches", set: { dropInvalidHeaderFields: false, desyncMitigationMode: "monitor" } }],
    });
}

const lacksGroup = (group: string) => `rules holds no managed rule group ${group} that does more than count.`;

describeRule({
    rule: wafHasRules,
    type: "aws:wafv2/webAcl:WebAcl",
    refuses: [
        { when: "no rules", set: { rules: undefined }, says: ["rules is empty: the web ACL filters nothing."] },
        {
            when: "a group that is missing",
            set: { "rules[0].statement.managedRuleGroupStatement.name": "AWSManagedRulesCommonRuleSet" },
            says: [lacksGroup("AWSManagedRulesKnownBadInputsRuleSet")],
        },
        {
            when: "a group of another vendor",
            set: { "rules[1].statement.managedRuleGroupStatement.vendorName": "Other" },
            says: [lacksGroup("AWSManagedRulesAmazonIpReputationList")],
        },
        {
            when: "a group that only counts",
            set: { "rules[1].overrideAction": { count: {} } },
            says: [lacksGroup("AWSManagedRulesAmazonIpReputationList")],
        },
        {
            when: "a rule of which nobody sees what it blocks",
            set: { "rules[2].visibilityConfig": { cloudwatchMetricsEnabled: false } },
            says: ["rules[2].visibilityConfig.cloudwatchMetricsEnabled is false: nobody can see what is blocked."],
        },
        {
            when: "a web ACL of which nobody sees what it blocks",
            set: { visibilityConfig: { cloudwatchMetricsEnabled: false } },
            says: ["visibilityConfig.cloudwatchMetricsEnabled is false: nobody can see what is blocked."],
        },
        {
            when: "no limit of the rate",
            set: { "rules[2].statement": { geoMatchStatement: {} } },
            says: ["rules holds no rateBasedStatement: floods get through."],
        },
    ],
    accepts: [
        { when: "rules as JSON, which are not read", set: { rules: undefined, ruleJson: "[]" } },
        {
            when: "no limit where the setting asks for none",
            set: { "rules[2].statement": { geoMatchStatement: {} } },
            settings: { requireRateLimit: false },
        },
    ],
    defersOn: ["rules[0].statement.managedRuleGroupStatement.name"],
});

for (const type of ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"]) {
    const open = "metadataOptions.httpTokens is not required: a forged request is enough for credentials.";
    describeRule({
        rule: ec2Imdsv2,
        type,
        refuses: [
            { when: "tokens that are optional", set: { "metadataOptions.httpTokens": "optional" }, says: [open] },
            { when: "nothing said", set: { metadataOptions: undefined }, says: [open] },
            {
                when: "many hops",
                set: { "metadataOptions.httpPutResponseHopLimit": 3 },
                says: ["metadataOptions.httpPutResponseHopLimit is more than 2."],
            },
        ],
        accepts: [
            { when: "no metadata at all", set: { metadataOptions: { httpEndpoint: "disabled" } } },
            {
                when: "more hops where the setting allows them",
                set: { "metadataOptions.httpPutResponseHopLimit": 3 },
                settings: { maxHops: 3 },
            },
        ],
        defersOn: ["metadataOptions.httpTokens"],
        mends: [
            { when: "nothing said", set: { metadataOptions: undefined } },
            { when: "many hops", set: { "metadataOptions.httpPutResponseHopLimit": 9 } },
        ],
    });
}

for (const [type, holder] of [
    ["aws:apigateway/methodSettings:MethodSettings", "settings"],
    ["aws:apigatewayv2/stage:Stage", "defaultRouteSettings"],
] as const) {
    describeRule({
        rule: apigwThrottling,
        type,
        refuses: [
            {
                when: "no bounds",
                set: { [holder]: undefined },
                says: [
                    `${holder}.throttlingRateLimit is not between 1 and 1000.`,
                    `${holder}.throttlingBurstLimit is not between 1 and 2000.`,
                ],
            },
            {
                when: "a bound that is taken away",
                set: { [`${holder}.throttlingRateLimit`]: -1 },
                says: [`${holder}.throttlingRateLimit is not between 1 and 1000.`],
            },
            {
                when: "a bound above the setting's",
                set: {},
                settings: { rate: 50 },
                says: [`${holder}.throttlingRateLimit is not between 1 and 50.`],
            },
        ],
        defersOn: [`${holder}.throttlingRateLimit`],
        mends: [{ when: "no bounds", set: { [holder]: undefined } }],
    });
}

describeRule({
    rule: apigwRequestValidation,
    type: "aws:apigateway/method:Method",
    refuses: [
        {
            when: "a body that nothing checks",
            set: { requestValidatorId: undefined },
            says: ["requestValidatorId is not set: malformed requests reach the backend."],
        },
    ],
    accepts: [{ when: "a method without a body", set: { httpMethod: "GET", requestValidatorId: undefined } }],
    needsOnlyPresenceOf: ["requestValidatorId"],
});

describeRule({
    rule: apigwRequestValidation,
    type: "aws:apigateway/requestValidator:RequestValidator",
    refuses: [
        {
            when: "a validator that checks nothing, as by default",
            set: { validateRequestBody: undefined },
            says: ["Neither validateRequestBody nor validateRequestParameters is true: the validator checks nothing."],
        },
    ],
    accepts: [{ when: "one of parameters", set: { validateRequestBody: false, validateRequestParameters: true } }],
    defersOn: ["validateRequestBody"],
});
