import { expect } from "chai";
import { albAccessLogs } from "../../../../policies/rules/audit/alb-access-logs";
import { apigwAccessLogs } from "../../../../policies/rules/audit/apigw-access-logs";
import { cloudfrontLogs } from "../../../../policies/rules/audit/cloudfront-logs";
import { wafLogging } from "../../../../policies/rules/audit/waf-logging";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

for (const type of ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]) {
    const says = ["accessLogs is not enabled with a bucket: nobody can tell who asked for what."];
    const settings = { bucket: "logs" };
    describeRule({
        rule: albAccessLogs,
        type,
        refuses: [
            { when: "no access logs", set: { accessLogs: undefined }, says },
            { when: "a bucket alone, which enables nothing", set: { "accessLogs.enabled": undefined }, says },
            { when: "logs that are switched off", set: { "accessLogs.enabled": false }, says },
            { when: "logs without a bucket", set: { "accessLogs.bucket": "" }, says },
            { when: "no kind, which is an application's", set: { loadBalancerType: undefined, accessLogs: {} }, says },
        ],
        accepts: [
            {
                when: "a network load balancer, which logs TLS alone",
                set: { loadBalancerType: "network", accessLogs: undefined },
            },
            { when: "a gateway, which has no logs", set: { loadBalancerType: "gateway", accessLogs: undefined } },
        ],
        defersOn: ["accessLogs.enabled", "accessLogs"],
        needsOnlyPresenceOf: ["accessLogs.bucket", "loadBalancerType"],
        mends: [
            { when: "no access logs", set: { accessLogs: undefined }, settings },
            { when: "logs that are switched off", set: { "accessLogs.enabled": false } },
        ],
        leaves: [
            { when: "no access logs where no bucket is configured", set: { accessLogs: undefined } },
            { when: "unknown logs", set: { accessLogs: UNKNOWN }, settings },
        ],
    });
}

const groupArn = "arn:aws:logs:us-east-1:111122223333:log-group:access";
const unlogged = ["accessLogSettings.destinationArn is not set: nobody can tell who called."];

for (const type of ["aws:apigateway/stage:Stage", "aws:apigatewayv2/stage:Stage"]) {
    describeRule({
        rule: apigwAccessLogs,
        type,
        refuses: [
            { when: "no access log", set: { accessLogSettings: undefined }, says: unlogged },
            { when: "an access log without a place", set: { "accessLogSettings.destinationArn": "" }, says: unlogged },
        ],
        needsOnlyPresenceOf: ["accessLogSettings.destinationArn"],
        defersOn: ["accessLogSettings"],
        mends: [
            {
                when: "no access log",
                set: { accessLogSettings: undefined },
                settings: { logGroupArn: groupArn },
            },
        ],
        leaves: [{ when: "no access log where no group is configured", set: { accessLogSettings: undefined } }],
    });
}

describeRule({
    rule: apigwAccessLogs,
    type: "aws:apigatewayv2/stage:Stage",
    refuses: [
        {
            when: "traces of what messages hold",
            set: { "defaultRouteSettings.dataTraceEnabled": true, "routeSettings[0].dataTraceEnabled": true },
            says: [
                "defaultRouteSettings.dataTraceEnabled is true: whole requests and responses are logged, personal data included.",
                "routeSettings[0].dataTraceEnabled is true: whole requests and responses are logged, personal data included.",
            ],
        },
    ],
    accepts: [{ when: "no settings of routes", set: { defaultRouteSettings: undefined, routeSettings: undefined } }],
    defersOn: ["defaultRouteSettings.dataTraceEnabled"],
    mends: [{ when: "a trace of a route", set: { "routeSettings[0].dataTraceEnabled": true } }],
});

const noLevel = ["settings.loggingLevel is neither ERROR nor INFO: failures are not logged."];

describeRule({
    rule: apigwAccessLogs,
    type: "aws:apigateway/methodSettings:MethodSettings",
    refuses: [
        { when: "no level for all methods", set: { "settings.loggingLevel": undefined }, says: noLevel },
        { when: "the level OFF", set: { "settings.loggingLevel": "OFF" }, says: noLevel },
        {
            when: "the level OFF for one method",
            set: { methodPath: "orders/GET", "settings.loggingLevel": "OFF" },
            says: noLevel,
        },
        {
            when: "a trace",
            set: { "settings.dataTraceEnabled": true },
            says: [
                "settings.dataTraceEnabled is true: whole requests and responses are logged, personal data included.",
            ],
        },
    ],
    accepts: [
        { when: "INFO", set: { "settings.loggingLevel": "INFO" } },
        {
            when: "one method that takes the level of all",
            set: { methodPath: "orders/GET", "settings.loggingLevel": undefined },
        },
    ],
    defersOn: ["settings.loggingLevel", "settings.dataTraceEnabled"],
    needsOnlyPresenceOf: ["methodPath"],
    mends: [
        { when: "no level", set: { "settings.loggingLevel": undefined } },
        { when: "a trace", set: { "settings.dataTraceEnabled": true } },
    ],
    leaves: [{ when: "an unknown level", set: { "settings.loggingLevel": UNKNOWN } }],
});

describe("what apigw-access-logs sets", () => {
    it("keeps a format that is there", () => {
        const props = { accessLogSettings: { format: "$context.status" } };
        const mended = remediate(apigwAccessLogs, "aws:apigateway/stage:Stage", props, { logGroupArn: groupArn });
        expect(mended).to.deep.equal({ accessLogSettings: { format: "$context.status", destinationArn: groupArn } });
    });
});

describe("cloudfront-logs", () => {
    const arn = "arn:aws:cloudfront::111122223333:distribution/E1";
    const distribution = (props: Props = {}) =>
        resource("aws:cloudfront/distribution:Distribution", "site", { arn, ...props });
    const site = distribution();
    const source = (resourceArn: string, from = [site]) =>
        resource(
            "aws:cloudwatch/logDeliverySource:LogDeliverySource",
            "site",
            { name: "site", logType: "ACCESS_LOGS", resourceArn },
            { resourceArn: from },
        );
    const delivery = (deliverySourceName: string, from = [source(arn)]) =>
        resource(
            "aws:cloudwatch/logDelivery:LogDelivery",
            "site",
            { deliverySourceName },
            { deliverySourceName: from },
        );
    const refused = ['Requests to distribution "site" are not logged.'];

    it("refuses a distribution without logs, and names it", () => {
        const [verdict] = judgeStack(cloudfrontLogs, [site]);
        expect(verdict).to.include({ outcome: "violation", message: refused[0], urn: site.urn });
    });
    it("refuses loggingConfig without a bucket, which only says what the newer logs hold", () => {
        const cookies = distribution({ loggingConfig: { includeCookies: true } });
        expect(violations(judgeStack(cloudfrontLogs, [cookies]))).to.deep.equal(refused);
    });
    it("accepts the older logs", () => {
        const older = distribution({ loggingConfig: { bucket: UNKNOWN } });
        expect(judgeStack(cloudfrontLogs, [older])).to.deep.equal([]);
    });
    it("accepts a delivery, by dependency or by ARN and name", () => {
        expect(judgeStack(cloudfrontLogs, [site, source(UNKNOWN), delivery(UNKNOWN)])).to.deep.equal([]);
        expect(judgeStack(cloudfrontLogs, [site, source(arn, []), delivery("site", [])])).to.deep.equal([]);
    });
    it("refuses a source from which nothing is delivered, and a source of another distribution", () => {
        expect(violations(judgeStack(cloudfrontLogs, [site, source(arn)]))).to.deep.equal(refused);
        const other = [site, source(`${arn}2`, []), delivery("site", [])];
        expect(violations(judgeStack(cloudfrontLogs, other))).to.deep.equal(refused);
    });
    it("waits while a source may be either distribution's", () => {
        const other = resource(site.type, "other", { arn: `${arn}2`, loggingConfig: { bucket: "logs" } });
        const verdicts = judgeStack(cloudfrontLogs, [site, other, source(UNKNOWN, [site, other]), delivery("site")]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["resourceArn"]);
    });
    it("asks nothing where the logs are declared elsewhere", () => {
        expect(judgeStack(cloudfrontLogs, [site], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("waf-logging", () => {
    const arn = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1";
    const acl = resource("aws:wafv2/webAcl:WebAcl", "shop", { arn });
    const other = resource(acl.type, "other", { arn: `${arn}2` });
    const header = (name: string) => ({ singleHeader: { name } });
    const logging = (props: Props, from = [acl]) =>
        resource(
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            "shop-logs",
            { resourceArn: arn, redactedFields: [header("authorization")], ...props },
            { resourceArn: from },
        );
    const refused = ['Web ACL "shop" does not log what it decides.'];

    it("refuses a web ACL without logging", () => {
        expect(violations(judgeStack(wafLogging, [acl]))).to.deep.equal(refused);
    });
    it("accepts logging, by dependency or by ARN", () => {
        expect(judgeStack(wafLogging, [acl, logging({ resourceArn: UNKNOWN })])).to.deep.equal([]);
        expect(judgeStack(wafLogging, [acl, logging({}, [])])).to.deep.equal([]);
    });
    it("refuses a web ACL where another one logs", () => {
        const resources = [acl, other, logging({ resourceArn: `${arn}2` }, [other])];
        expect(violations(judgeStack(wafLogging, resources))).to.deep.equal(refused);
    });
    it("waits while the logging may be of either of two", () => {
        const verdicts = judgeStack(wafLogging, [acl, other, logging({ resourceArn: UNKNOWN }, [acl, other])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["resourceArn", "resourceArn"]);
    });
    it("refuses logs that show the header authorization", () => {
        for (const redactedFields of [undefined, [{ queryString: {} }, header("cookie")]]) {
            expect(violations(judgeStack(wafLogging, [acl, logging({ redactedFields })]))).to.deep.equal([
                'redactedFields of "shop-logs" does not hold the header authorization.',
            ]);
        }
        const unknown = judgeStack(wafLogging, [acl, logging({ redactedFields: [header(UNKNOWN)] })]);
        expect(awaited(unknown)).to.deep.equal(["redactedFields[0].singleHeader.name"]);
    });
    it("takes the headers to redact from the setting", () => {
        expect(judgeStack(wafLogging, [acl, logging({ redactedFields: [] })], { redact: [] })).to.deep.equal([]);
        const settings = { redact: ["authorization", "cookie"] };
        expect(violations(judgeStack(wafLogging, [acl, logging({})], settings))).to.deep.equal([
            'redactedFields of "shop-logs" does not hold the header cookie.',
        ]);
    });
    it("asks no web ACL for logging that is configured elsewhere", () => {
        expect(judgeStack(wafLogging, [acl], { managedElsewhere: true })).to.deep.equal([]);
    });
});
