import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AwsConnection } from "../../../local/clients";

/**
 * A client of the connection's DynamoDB for many shoppers at once: requests wait for a socket as long as it takes, where the
 * usual client counts that wait as a failure to connect.
 */
export function dynamodbOf(connection: AwsConnection): DynamoDBClient {
    const { endpoint, certificateFile, region, accessKeyId, secretAccessKey } = connection;
    return new DynamoDBClient({
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey },
        requestHandler: {
            socketAcquisitionWarningTimeout: 60_000,
            httpsAgent: new Agent({
                keepAlive: true,
                maxSockets: 64,
                ...(certificateFile !== undefined && { ca: readFileSync(certificateFile) }),
            }),
        },
    });
}
