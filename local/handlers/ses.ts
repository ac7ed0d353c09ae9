import {
    CreateConfigurationSetCommand,
    CreateConfigurationSetEventDestinationCommand,
    CreateEmailIdentityCommand,
    EventType,
    GetConfigurationSetCommand,
    GetConfigurationSetEventDestinationsCommand,
    GetEmailIdentityCommand,
    PutConfigurationSetDeliveryOptionsCommand,
    PutConfigurationSetSuppressionOptionsCommand,
    SuppressionListReason,
    TlsPolicy,
    UpdateConfigurationSetEventDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { ses } from "../clients";
import { unless } from "./errors";
import { known } from "./known";
import { tagList } from "./tags";
import type { HandlerTable, Target, TypeHandler } from "./types";

function readIdentity({ connection, call }: Target, identity: string) {
    return call("GetEmailIdentity", () =>
        ses(connection).send(new GetEmailIdentityCommand({ EmailIdentity: identity })),
    );
}

/** Verified at once, without a click or a DNS record: local mail reaches nobody but the emulator's inbox. */
const emailIdentity: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const identity = inputs.text("emailIdentity");
        const request = {
            EmailIdentity: identity,
            ConfigurationSetName: inputs.optionalText("configurationSetName"),
            Tags: tagList(inputs.map("tags")),
        };
        const found = await unless(["NotFound"], () => readIdentity(target, identity));
        const made =
            found ??
            (await call("CreateEmailIdentity", () => ses(connection).send(new CreateEmailIdentityCommand(request))));
        return {
            id: identity,
            outputs: {
                arn: `arn:aws:ses:${connection.region}:${connection.accountId}:identity/${identity}`,
                identityType: made.IdentityType,
                verifiedForSendingStatus: true,
            },
        };
    },
    async verify(target, { id }) {
        const found = await readIdentity(target, id);
        target.expect("the sender's verification", true, found.VerifiedForSendingStatus);
    },
};

function readSet({ connection, call }: Target, name: string) {
    return call("GetConfigurationSet", () =>
        ses(connection).send(new GetConfigurationSetCommand({ ConfigurationSetName: name })),
    );
}

function suppressionOf({ inputs }: Target): SuppressionListReason[] | undefined {
    const reasons = inputs.optionalSection("suppressionOptions")?.texts("suppressedReasons");
    return reasons && known(reasons, SuppressionListReason);
}

function tlsPolicyOf({ inputs }: Target): TlsPolicy | undefined {
    return inputs.optionalSection("deliveryOptions")?.optionalOneOf("tlsPolicy", TlsPolicy);
}

const configurationSet: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const ConfigurationSetName = inputs.text("configurationSetName");
        const client = ses(connection);
        const request = { ConfigurationSetName, Tags: tagList(inputs.map("tags")) };
        await unless(["AlreadyExists"], () =>
            call("CreateConfigurationSet", () => client.send(new CreateConfigurationSetCommand(request))),
        );
        const reasons = suppressionOf(target);
        if (reasons) {
            const options = { ConfigurationSetName, SuppressedReasons: reasons };
            await call("PutConfigurationSetSuppressionOptions", () =>
                client.send(new PutConfigurationSetSuppressionOptionsCommand(options)),
            );
        }
        const tlsPolicy = tlsPolicyOf(target);
        if (tlsPolicy) {
            const options = { ConfigurationSetName, TlsPolicy: tlsPolicy };
            await call("PutConfigurationSetDeliveryOptions", () =>
                client.send(new PutConfigurationSetDeliveryOptionsCommand(options)),
            );
        }
        const { region, accountId } = connection;
        return {
            id: ConfigurationSetName,
            outputs: { arn: `arn:aws:ses:${region}:${accountId}:configuration-set/${ConfigurationSetName}` },
        };
    },
    async verify(target, { id }) {
        const found = await readSet(target, id);
        target.expect("the set's name", id, found.ConfigurationSetName);
        target.expect("what is suppressed", suppressionOf(target), found.SuppressionOptions?.SuppressedReasons);
        target.expect("the use of TLS", tlsPolicyOf(target), found.DeliveryOptions?.TlsPolicy);
    },
};

async function readDestination({ inputs, connection, call }: Target) {
    const name = inputs.text("eventDestinationName");
    const found = await call("GetConfigurationSetEventDestinations", () =>
        ses(connection).send(
            new GetConfigurationSetEventDestinationsCommand({
                ConfigurationSetName: inputs.text("configurationSetName"),
            }),
        ),
    );
    return found.EventDestinations?.find((destination) => destination.Name === name);
}

function destinationOf({ inputs }: Target) {
    const destination = inputs.section("eventDestination");
    const topic = destination.optionalSection("snsDestination");
    const metrics = destination.optionalSection("cloudWatchDestination");
    const bus = destination.optionalSection("eventBridgeDestination");
    return {
        Enabled: destination.optionalFlag("enabled") ?? false,
        MatchingEventTypes: known(destination.texts("matchingEventTypes"), EventType),
        ...(topic && { SnsDestination: { TopicArn: topic.text("topicArn") } }),
        ...(bus && { EventBridgeDestination: { EventBusArn: bus.text("eventBusArn") } }),
        ...(metrics && {
            CloudWatchDestination: {
                DimensionConfigurations: metrics.sections("dimensionConfigurations").map((dimension) => ({
                    DimensionName: dimension.text("dimensionName"),
                    DimensionValueSource: dimension.oneOf("dimensionValueSource", {
                        EMAIL_HEADER: "EMAIL_HEADER",
                        LINK_TAG: "LINK_TAG",
                        MESSAGE_TAG: "MESSAGE_TAG",
                    } as const),
                    DefaultDimensionValue: dimension.text("defaultDimensionValue"),
                })),
            },
        }),
    };
}

/** Kept, but nothing bounces or complains locally: events of mail come in AWS only. */
const eventDestination: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const request = {
            ConfigurationSetName: inputs.text("configurationSetName"),
            EventDestinationName: inputs.text("eventDestinationName"),
            EventDestination: destinationOf(target),
        };
        const client = ses(connection);
        await ((await readDestination(target)) === undefined
            ? call("CreateConfigurationSetEventDestination", () =>
                  client.send(new CreateConfigurationSetEventDestinationCommand(request)),
              )
            : call("UpdateConfigurationSetEventDestination", () =>
                  client.send(new UpdateConfigurationSetEventDestinationCommand(request)),
              ));
        return { id: `${request.ConfigurationSetName}|${request.EventDestinationName}`, outputs: {} };
    },
    async verify(target) {
        const found = await readDestination(target);
        const wanted = destinationOf(target);
        const inOrder = (types: readonly string[] = []) => [...types].sort();
        target.expect("the events", inOrder(wanted.MatchingEventTypes), inOrder(found?.MatchingEventTypes));
        target.expect("the topic of events", wanted.SnsDestination?.TopicArn, found?.SnsDestination?.TopicArn);
    },
};

export const sesHandlers: HandlerTable = {
    "aws:sesv2/emailIdentity:EmailIdentity": emailIdentity,
    "aws:sesv2/configurationSet:ConfigurationSet": configurationSet,
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": eventDestination,
};
