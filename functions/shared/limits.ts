/**
 * Firehose takes records up to 1,000 KiB, before Base64: https://docs.aws.amazon.com/firehose/latest/dev/limits.html. A larger
 * document, or one whose row would be larger, goes to quarantine.
 */
export const maximumDocumentBytes = 1_000 * 1_024;

/**
 * What the rows of one answer may take, in Base64. A Lambda's answer may have 6 MB in all
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html); the rest is left for records that failed, which go back
 * as they came, and for what surrounds the records.
 */
export const maximumResponseBytes = 4_500_000;

/** A record packed with gzip may unpack to this much: more than any batch can deliver, and little enough for memory. */
export const maximumUnpackedBytes = 10 * 1_024 * 1_024;
