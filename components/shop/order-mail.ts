import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import type { PolicyStatement } from "../lake/policy-document";
import { after, arnIn } from "../support/arns";
import type { OrderMailArgs } from "./order-store-args";

/** What mail is sent with. */
export interface MailSender {
    readonly identityArn: pulumi.Output<string>;
    readonly configurationSetName: pulumi.Output<string>;
    readonly configurationSetArn: pulumi.Output<string>;
    /** DKIM records of an identity of the store's own, for DNS. */
    readonly dkimTokens?: pulumi.Output<string[]>;
}

const ADDRESS = /^[^\s@<>"]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Everything that is wrong with the settings of mail. */
export function orderMailProblems(mail: OrderMailArgs | undefined): string[] {
    if (mail === undefined) return [];
    return [
        ...(ADDRESS.test(mail.fromAddress)
            ? []
            : [
                  `mail.fromAddress is "${mail.fromAddress}": give a bare address, for example "orders@shop.example.com"`,
              ]),
        ...(mail.shopName.trim() === "" ? ['mail.shopName is empty: it stands in each mail, for example "Acme"'] : []),
        ...(mail.undeliveredMails === undefined ||
        (Number.isInteger(mail.undeliveredMails) && mail.undeliveredMails > 0)
            ? []
            : [`mail.undeliveredMails is ${mail.undeliveredMails}: it takes a whole number from 1, for example 5`]),
        ...(mail.identityArn !== undefined && mail.verifyAddressOnly === true
            ? ["mail.verifyAddressOnly is true although mail.identityArn is given: leave one of them out"]
            : []),
    ];
}

/** The identity that mail comes from, unless the caller has one, and the set of rules that it is sent by. */
export function createMailSender(
    physicalName: string,
    mail: OrderMailArgs,
    { name, parent, place, guard, tags }: Scope,
): MailSender {
    const set = new aws.sesv2.ConfigurationSet(
        `${name}-mail-configuration`,
        {
            configurationSetName: physicalName,
            deliveryOptions: { tlsPolicy: "REQUIRE" },
            reputationOptions: { reputationMetricsEnabled: true },
            sendingOptions: { sendingEnabled: true },
            // Who bounced or complained once gets no further mail, which keeps the account's reputation.
            suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
            tags,
        },
        { parent },
    );
    countUndelivered(`${name}-mail-events`, set, physicalName, parent);
    const sender = {
        configurationSetName: set.configurationSetName,
        configurationSetArn: after(set, arnIn(place, "ses", `configuration-set/${physicalName}`)),
    };
    if (mail.identityArn !== undefined) return { ...sender, identityArn: pulumi.output(mail.identityArn) };
    const identity = new aws.sesv2.EmailIdentity(
        `${name}-mail-identity`,
        {
            emailIdentity: identityOf(mail),
            dkimSigningAttributes: mail.verifyAddressOnly ? undefined : { nextSigningKeyLength: "RSA_2048_BIT" },
            configurationSetName: set.configurationSetName,
            tags,
        },
        { parent, ...guard.irreplaceable },
    );
    return {
        ...sender,
        identityArn: after(identity, arnIn(place, "ses", `identity/${identityOf(mail)}`)),
        dkimTokens: identity.dkimSigningAttributes.apply((dkim) => dkim?.tokens ?? []),
    };
}

/**
 * Counts the mails that SES took and that came back, a metric for each kind of event, by this set of rules. A suppressed
 * address is told of as a bounce.
 *
 * Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-cloudwatch.html
 */
function countUndelivered(
    name: string,
    set: aws.sesv2.ConfigurationSet,
    configurationSet: string,
    parent: pulumi.Resource,
): void {
    new aws.sesv2.ConfigurationSetEventDestination(
        name,
        {
            configurationSetName: set.configurationSetName,
            eventDestinationName: "undelivered",
            eventDestination: {
                enabled: true,
                matchingEventTypes: ["BOUNCE", "REJECT"],
                cloudWatchDestination: {
                    dimensionConfigurations: [
                        {
                            // SES gives each mail this tag by itself.
                            dimensionName: "ses:configuration-set",
                            dimensionValueSource: "MESSAGE_TAG",
                            defaultDimensionValue: configurationSet,
                        },
                    ],
                },
            },
        },
        { parent },
    );
}

/** What SES verifies: the domain, or the address itself. */
export function identityOf({ fromAddress, verifyAddressOnly }: OrderMailArgs): string {
    return verifyAddressOnly ? fromAddress : fromAddress.slice(fromAddress.indexOf("@") + 1);
}

/**
 * Sends from this one address, with this one set of rules. In SES's sandbox that isn't enough: there the identity of each
 * recipient is asked for as well, and the mail waits (https://github.com/aws/aws-sdk-js/issues/3641).
 */
export function sendMailStatement(facts: {
    identityArn: string;
    configurationSetArn: string;
    fromAddress: string;
}): PolicyStatement {
    return {
        sid: "SendConfirmations",
        actions: ["ses:SendEmail"],
        resources: [facts.identityArn, facts.configurationSetArn],
        conditions: { StringEquals: { "ses:FromAddress": [facts.fromAddress] } },
    };
}
