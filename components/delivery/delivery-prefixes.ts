/** Firehose's expression for a partition key that the transform function returns. */
function fromFunction(key: string): string {
    return "!{partitionKeyFromLambda:" + key + "}";
}

/** Prefix of the rows, as in `<folder>instance_id=…/event_date=…/`: the layout that the table's projection expects. */
export function rowsPrefix(folder: string, partitionKeys: readonly string[]): string {
    return folder + partitionKeys.map((key) => `${key}=${fromFunction(key)}/`).join("");
}

/**
 * Prefix of what could not be delivered, by kind of failure and day. Outside the table's folder, or it would be read as
 * rows.
 */
export function errorsPrefix(folder: string): string {
    return "errors/" + folder + "!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/";
}

/** Prefix of the untouched source records, by day of arrival. */
export function sourcePrefix(folder: string): string {
    return folder + "received_date=!{timestamp:yyyy-MM-dd}/";
}
