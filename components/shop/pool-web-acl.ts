import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { arnIn } from "../support/arns";
import { serviceKey } from "../support/service-key";
import type { ShopperPoolArgs } from "./shopper-pool-args";

const YEAR_DAYS = 365;
const WINDOW_SECONDS = 300;
const DEFAULT_LIMIT = 1000;

/** AWS's own rules: requests that nobody sends in good faith, and addresses that are known for attacks. */
const MANAGED_GROUPS: Readonly<Record<string, string>> = {
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
};

/** The name of a web ACL and its parts, made of the pool's: WAF takes letters, digits, "-" and "_". */
export function webAclName(poolName: string): string {
    return poolName.replace(/[^\w-]+/g, "-").slice(0, 100);
}

/** WAF accepts only log groups whose name begins so. */
function logGroupName(poolName: string): string {
    return `aws-waf-logs-${webAclName(poolName)}`;
}

/**
 * Sets a web ACL before a pool's sign-in pages and its public API: the caller's, or one of its own with its log.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export function guardPool(poolName: string, args: ShopperPoolArgs, pool: aws.cognito.UserPool, scope: Scope): void {
    const webAclArn = args.webAclArn ?? ((args.enableWebAcl ?? true) ? createWebAcl(poolName, args, scope) : undefined);
    if (webAclArn === undefined) return;
    new aws.wafv2.WebAclAssociation(
        `${scope.name}-web-acl-association`,
        { webAclArn, resourceArn: pool.arn },
        // A pool has one web ACL: taken off afterwards, the old one would take the new one with it.
        { parent: scope.parent, deleteBeforeReplace: true },
    );
}

function createWebAcl(poolName: string, args: ShopperPoolArgs, scope: Scope): pulumi.Output<string> {
    const { name, parent, tags } = scope;
    const acl = new aws.wafv2.WebAcl(
        `${name}-web-acl`,
        {
            name: webAclName(poolName),
            description: `Stands before the accounts of ${webAclName(poolName)}`,
            scope: "REGIONAL",
            defaultAction: { allow: {} },
            rules: [
                rateRule(args.requestsPerAddress ?? DEFAULT_LIMIT),
                ...Object.entries(MANAGED_GROUPS).map(([suffix, group], index) =>
                    managedRule(suffix, group, index + 1),
                ),
            ],
            visibilityConfig: counted(webAclName(poolName)),
            tags,
        },
        { parent },
    );
    logDecisions(poolName, args, acl, scope);
    return acl.arn;
}

function rateRule(limit: number): aws.types.input.wafv2.WebAclRule {
    return {
        name: "requests-per-address",
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: WINDOW_SECONDS } },
        visibilityConfig: counted("requests-per-address"),
    };
}

function managedRule(name: string, group: string, priority: number): aws.types.input.wafv2.WebAclRule {
    return {
        name,
        priority,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
        visibilityConfig: counted(name),
    };
}

/** Counts, and keeps no samples: a sample holds what people typed. */
function counted(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
    return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/** Each decision, without what lets somebody in: headers with tokens and cookies, and queries with codes. */
function logDecisions(poolName: string, args: ShopperPoolArgs, acl: aws.wafv2.WebAcl, scope: Scope): void {
    const { name, parent, place, guard, tags } = scope;
    const keyArn = serviceKey(
        scope.name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${webAclName(poolName)}-web-acl`,
            description: `Encrypts the log of the web ACL ${webAclName(poolName)}`,
            logGroups: [logGroupName(poolName)],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        scope.place,
        scope.parent,
    );
    const group = new aws.cloudwatch.LogGroup(
        `${name}-web-acl-logs`,
        {
            name: logGroupName(poolName),
            retentionInDays: args.logRetentionDays ?? YEAR_DAYS,
            kmsKeyId: keyArn,
            deletionProtectionEnabled: !guard.allowed,
            tags,
        },
        { parent },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
        `${name}-web-acl-logging`,
        {
            resourceArn: acl.arn,
            logDestinationConfigs: [arnIn(place, "logs", `log-group:${logGroupName(poolName)}`)],
            redactedFields: [
                { singleHeader: { name: "authorization" } },
                { singleHeader: { name: "cookie" } },
                { queryString: {} },
            ],
        },
        { parent, dependsOn: [group] },
    );
}
