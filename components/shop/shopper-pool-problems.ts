import { choiceProblem, rangeProblem } from "../problems";
import { logRetentionProblems } from "../support/log-retention";
import { SecondFactor, type ShopperPoolArgs } from "./shopper-pool-args";

const DOMAIN_PREFIX = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Everything that is wrong with the plain values of a pool's arguments. */
export function shopperPoolProblems(poolName: string, args: ShopperPoolArgs): string[] {
    return [
        ...(/^[\w\s+=,.@-]{1,128}$/.test(poolName)
            ? []
            : [`poolName is "${poolName}": use 1 to 128 letters, digits and "+=,.@-_", for example "acme-shoppers"`]),
        ...(args.callbackUrls.length > 0
            ? []
            : ['callbackUrls is empty: give at least one, for example "https://shop.example.com/signed-in"']),
        ...args.callbackUrls.flatMap((url) => urlProblems("callbackUrls", url)),
        ...(args.logoutUrls ?? []).flatMap((url) => urlProblems("logoutUrls", url)),
        ...domainProblems(args.domainPrefix),
        ...choiceProblem("secondFactor", args.secondFactor, SecondFactor),
        ...rangeProblem("minimumPasswordLength", args.minimumPasswordLength, 12, 99),
        ...rangeProblem("requestsPerAddress", args.requestsPerAddress, 10, 2_000_000_000),
        ...(args.webAclArn !== undefined && args.enableWebAcl === true
            ? ["enableWebAcl is true although webAclArn is given: leave one of them out"]
            : []),
        ...logRetentionProblems(args.logRetentionDays),
        ...rangeProblem("tokenMinutes", args.tokenMinutes, 5, 1440),
        ...rangeProblem("refreshDays", args.refreshDays, 1, 365),
        ...((args.mailIdentityArn === undefined) === (args.mailFrom === undefined)
            ? []
            : ["mailIdentityArn and mailFrom go together: give both or neither"]),
    ];
}

/** A token in plain text on the way is a token lost; on the machine itself there is no way. */
function urlProblems(property: string, url: string): string[] {
    if (/^https:\/\/[^\s*]+$/.test(url) || /^http:\/\/localhost(:\d+)?(\/[^\s*]*)?$/.test(url)) return [];
    return [
        `${property} has "${url}": give a whole address with https, or http://localhost, for example "https://shop.example.com/signed-in"`,
    ];
}

function domainProblems(prefix: string | undefined): string[] {
    if (prefix === undefined) return [];
    if (DOMAIN_PREFIX.test(prefix) && !/aws|amazon|cognito/.test(prefix)) return [];
    return [
        `domainPrefix is "${prefix}": use 1 to 63 lower-case letters, digits and inner hyphens, without "aws", "amazon" and "cognito", for example "acme-shop"`,
    ];
}
