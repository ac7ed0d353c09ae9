import type { Rule } from "../../lib/rule";
import { glueConnectionSsl } from "./glue-connection-ssl";
import { queueTopicTlsOnly } from "./queue-topic-tls-only";
import { s3TlsOnlyPolicy } from "./s3-tls-only-policy";
import { snsSubscriptionHttps } from "./sns-subscription-https";

export const encryptionInTransit: readonly Rule[] = [
    glueConnectionSsl,
    queueTopicTlsOnly,
    s3TlsOnlyPolicy,
    snsSubscriptionHttps,
];
