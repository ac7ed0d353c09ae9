import { KinesisClient } from "@aws-sdk/client-kinesis";
import { type AwsConnection, lambda } from "../clients";

const clients = new WeakMap<AwsConnection, KinesisClient>();

/**
 * A Kinesis client that speaks HTTP/1.1. By default this one client of the SDK speaks HTTP/2, which has no `Host` header;
 * the emulator then can't verify the signature of anyone but the account's root.
 */
export function kinesisClient(connection: AwsConnection): KinesisClient {
    const known = clients.get(connection);
    if (known) return known;
    const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = connection;
    const client = new KinesisClient({
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey, sessionToken },
        requestHandler: lambda(connection).config.requestHandler,
    });
    clients.set(connection, client);
    return client;
}
