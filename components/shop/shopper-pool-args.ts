import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "../support/component-args";

/** Whether shoppers sign in with a second factor beside the password: a code of an authenticator app. */
export const SecondFactor = {
    /** Who wants one sets it up. */
    Optional: "OPTIONAL",
    /** Everyone must. */
    Required: "ON",
} as const;
export type SecondFactor = (typeof SecondFactor)[keyof typeof SecondFactor];

/** Arguments of a ShopperPool. */
export interface ShopperPoolArgs extends ComponentArgs {
    /** Name of the user pool and its client, 1 to 128 characters. Default: the component's name. */
    poolName?: string;
    /** Addresses that the browser may be sent back to after signing in: `https://`, or `http://localhost`. */
    callbackUrls: string[];
    /** Addresses that the browser may be sent to after signing out. Default: the callback addresses. */
    logoutUrls?: string[];
    /**
     * Start of the address of Cognito's sign-in pages, unique in the Region: 1 to 63 lower-case letters, digits and
     * inner hyphens, without "aws", "amazon" or "cognito". Default: no sign-in pages.
     */
    domainPrefix?: string;
    /**
     * ARN of a regional WAF web ACL that stands before the sign-in pages and the pool's API. Default: one of its own, which
     * blocks addresses that ask too often or are known for attacks, and known bad requests. It costs 8 US dollars a
     * month (5 for the web ACL and 1 for each of 3 rules) and 0.60 for a million requests, plus its log:
     * https://aws.amazon.com/waf/pricing/
     */
    webAclArn?: pulumi.Input<string>;
    /** Whether the pool gets a web ACL of its own when `webAclArn` isn't given. Default: true. */
    enableWebAcl?: boolean;
    /** Requests of one address within 5 minutes that the pool's own web ACL lets pass, 10 to 2,000,000,000. Default: 1000. */
    requestsPerAddress?: number;
    /**
     * ARN of the KMS key for the log of the pool's own web ACL. Its policy must let `logs.<region>.amazonaws.com` use it.
     * Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** Days for which that log is kept, one of the values that CloudWatch Logs knows. Default: 365. */
    logRetentionDays?: number;
    /** Whether people may make an account by themselves, with an e-mail address that they verify. Default: true. */
    allowSelfSignUp?: boolean;
    /** Default: `OPTIONAL`. */
    secondFactor?: SecondFactor;
    /** Least number of characters in a password, 12 to 99. Default: 12. */
    minimumPasswordLength?: number;
    /**
     * Whether Cognito refuses sign-ins with passwords that are known to be stolen, and asks more where one looks
     * strange. It costs more: the pool is then of the tier Plus. Default: true.
     */
    threatProtection?: boolean;
    /** Minutes for which an id or access token holds, 5 to 1440. Default: 60. */
    tokenMinutes?: number;
    /** Days after which people sign in anew, 1 to 365. Default: 30. */
    refreshDays?: number;
    /**
     * Whether an administrator may sign in for a shopper with the password (`ADMIN_USER_PASSWORD_AUTH`). For
     * demonstrations on one machine, where no browser is sent around; never for real shoppers. Default: false.
     */
    allowAdminSignIn?: boolean;
    /**
     * ARN of an SES identity that Cognito's mail comes from. Default: Cognito's own sender, which mails 50 a day at
     * most.
     */
    mailIdentityArn?: pulumi.Input<string>;
    /** Address that Cognito's mail comes from, covered by `mailIdentityArn`. */
    mailFrom?: pulumi.Input<string>;
    /**
     * Whether the pool may be deleted by a `destroy`, with all accounts, and the web ACL's log and key; the stack setting
     * `lakefront:allowDeletion` must say so as well. Default: false: they are protected.
     */
    allowDeletion?: boolean;
}
