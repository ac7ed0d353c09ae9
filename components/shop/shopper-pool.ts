import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { refuse } from "../problems";
import { arnIn } from "../support/arns";
import { scopeOf } from "../support/scope";
import { guardPool } from "./pool-web-acl";
import { SecondFactor, type ShopperPoolArgs } from "./shopper-pool-args";
import { shopperPoolProblems } from "./shopper-pool-problems";

/** What a token tells of the shopper. */
const READABLE = ["email", "email_verified", "given_name", "family_name", "custom:price_list", "custom:address_book"];
/**
 * What shoppers may change of themselves. Not `custom:price_list`, which decides what they pay, nor `email_verified`,
 * which decides where mail goes: those are an administrator's and Cognito's.
 */
const WRITABLE = ["email", "given_name", "family_name", "custom:address_book"];

/** The longest that Cognito allows for an attribute. */
const LONGEST_ATTRIBUTE = 2048;

/**
 * The shop's accounts: people sign in with a verified e-mail address, and get an id token that says who they are, which
 * prices they have and where they let things be sent. The client is public and signs in by code with PKCE, so there is no secret
 * to lose and no password passes through the shop.
 */
export class ShopperPool extends pulumi.ComponentResource {
    /** Id of the user pool. */
    readonly userPoolId: pulumi.Output<string>;
    /** ARN of the user pool. */
    readonly userPoolArn: pulumi.Output<string>;
    /** Id of the client: the audience of its id tokens. */
    readonly clientId: pulumi.Output<string>;
    /** Issuer of the tokens. Its keys are at `/.well-known/jwks.json` below it. */
    readonly issuer: pulumi.Output<string>;
    /** Address of the sign-in pages; absent without `domainPrefix`. */
    readonly signInUrl?: pulumi.Output<string>;
    /** The user pool. */
    readonly userPool: aws.cognito.UserPool;
    /** The client. */
    readonly client: aws.cognito.UserPoolClient;

    constructor(name: string, args: ShopperPoolArgs, opts?: pulumi.ComponentResourceOptions) {
        const poolName = args.poolName ?? name;
        refuse("ShopperPool", name, shopperPoolProblems(poolName, args));
        super("lakefront:index:ShopperPool", name, args, opts);
        const scope = scopeOf(name, args, this, opts);
        const { place } = scope;
        this.userPool = createPool(poolName, args, scope);
        this.client = createClient(name, poolName, args, this.userPool, this);
        const domain = createDomain(name, args, this.userPool, this);
        guardPool(poolName, args, this.userPool, scope);

        this.userPoolId = this.userPool.id;
        this.userPoolArn = arnIn(place, "cognito-idp", pulumi.interpolate`userpool/${this.userPool.id}`);
        this.clientId = this.client.id;
        this.issuer = pulumi.interpolate`https://${this.userPool.endpoint}`;
        if (domain) {
            this.signInUrl = pulumi.interpolate`https://${domain.domain}.auth.${place.region}.amazoncognito.com`;
        }
        this.registerOutputs({
            userPoolId: this.userPoolId,
            userPoolArn: this.userPoolArn,
            clientId: this.clientId,
            issuer: this.issuer,
            signInUrl: this.signInUrl,
            userPool: this.userPool,
            client: this.client,
        });
    }
}

function createPool(poolName: string, args: ShopperPoolArgs, { name, parent, guard }: Scope): aws.cognito.UserPool {
    const threatProtection = args.threatProtection ?? true;
    return new aws.cognito.UserPool(
        `${name}-pool`,
        {
            name: poolName,
            usernameAttributes: ["email"],
            usernameConfiguration: { caseSensitive: false },
            autoVerifiedAttributes: ["email"],
            // A new address counts only once it is verified; until then the old one stays.
            userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            adminCreateUserConfig: { allowAdminCreateUserOnly: !(args.allowSelfSignUp ?? true) },
            passwordPolicy: {
                minimumLength: args.minimumPasswordLength ?? 12,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
                temporaryPasswordValidityDays: 3,
            },
            mfaConfiguration: args.secondFactor ?? SecondFactor.Optional,
            softwareTokenMfaConfiguration: { enabled: true },
            userPoolTier: threatProtection ? "PLUS" : "ESSENTIALS",
            userPoolAddOns: threatProtection ? { advancedSecurityMode: "ENFORCED" } : undefined,
            emailConfiguration:
                args.mailIdentityArn === undefined
                    ? undefined
                    : {
                          emailSendingAccount: "DEVELOPER",
                          sourceArn: args.mailIdentityArn,
                          fromEmailAddress: args.mailFrom,
                      },
            schemas: [
                { ...textAttribute("email", LONGEST_ATTRIBUTE), required: true },
                textAttribute("price_list", 64),
                textAttribute("address_book", LONGEST_ATTRIBUTE),
            ],
            deletionProtection: guard.allowed ? "INACTIVE" : "ACTIVE",
            tags: args.tags,
        },
        { parent, ...guard.irreplaceable },
    );
}

function createClient(
    name: string,
    clientName: string,
    args: ShopperPoolArgs,
    pool: aws.cognito.UserPool,
    parent: pulumi.Resource,
): aws.cognito.UserPoolClient {
    const minutes = args.tokenMinutes ?? 60;
    return new aws.cognito.UserPoolClient(
        `${name}-client`,
        {
            name: clientName,
            userPoolId: pool.id,
            generateSecret: false,
            // Without a secret Cognito takes a code only with the PKCE proof that it was asked for with.
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthFlows: ["code"],
            allowedOauthScopes: ["openid", "email", "profile"],
            supportedIdentityProviders: ["COGNITO"],
            callbackUrls: args.callbackUrls,
            logoutUrls: args.logoutUrls ?? args.callbackUrls,
            explicitAuthFlows: [
                "ALLOW_REFRESH_TOKEN_AUTH",
                ...(args.allowAdminSignIn ? ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] : []),
            ],
            enableTokenRevocation: true,
            preventUserExistenceErrors: "ENABLED",
            readAttributes: READABLE,
            writeAttributes: WRITABLE,
            idTokenValidity: minutes,
            accessTokenValidity: minutes,
            refreshTokenValidity: args.refreshDays ?? 30,
            tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
        },
        { parent },
    );
}

function createDomain(
    name: string,
    { domainPrefix }: ShopperPoolArgs,
    pool: aws.cognito.UserPool,
    parent: pulumi.Resource,
): aws.cognito.UserPoolDomain | undefined {
    if (domainPrefix === undefined) return undefined;
    return new aws.cognito.UserPoolDomain(
        `${name}-domain`,
        { domain: domainPrefix, userPoolId: pool.id },
        // A pool has one such domain: another is refused until the old one is gone (https://github.com/aws/aws-cdk/issues/10062).
        { parent, deleteBeforeReplace: true },
    );
}

/**
 * An attribute, in the form in which Cognito gives it back. None can be changed or taken back once it is there, and one whose
 * bounds aren't stated looks changed to the provider, the standard ones too:
 * https://github.com/hashicorp/terraform-provider-aws/issues/21654
 */
function textAttribute(name: string, maxLength: number): aws.types.input.cognito.UserPoolSchema {
    return {
        name,
        attributeDataType: "String",
        mutable: true,
        required: false,
        developerOnlyAttribute: false,
        stringAttributeConstraints: { minLength: "0", maxLength: String(maxLength) },
    };
}
