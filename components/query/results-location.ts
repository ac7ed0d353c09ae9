/** A place in S3, taken apart. */
interface S3Place {
    readonly bucket: string;
    /** Without a leading slash; ends in a slash unless it is empty. */
    readonly prefix: string;
}

/**
 * What is wrong with a results location, or nothing. Lake Formation doesn't let Athena write results into a registered
 * location: https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html
 *
 * @param results where the results go, `s3://bucket/prefix/`
 * @param registered locations that Lake Formation governs: `s3://bucket/prefix` or `arn:aws:s3:::bucket/prefix`
 */
export function resultsProblems(results: string, registered: string[]): string[] {
    const place = parse(results);
    if (place === undefined) return [`results: "${results}" is no place in S3.`];
    const problems: string[] = [];
    for (const location of registered) {
        const governed = parse(location);
        if (governed === undefined) {
            problems.push(
                `registeredLocations holds "${location}": give "s3://bucket/prefix" or the ARN, for example "arn:aws:s3:::acme-curated".`,
            );
        } else if (governed.bucket === place.bucket && overlap(governed.prefix, place.prefix)) {
            problems.push(
                `results: ${results} lies inside the registered location ${location}, where Athena can't write results: use a bucket or prefix that isn't registered, for example a tier named "results".`,
            );
        }
    }
    return problems;
}

function overlap(left: string, right: string): boolean {
    return left.startsWith(right) || right.startsWith(left);
}

function parse(location: string): S3Place | undefined {
    const match = /^(?:s3:\/\/|arn:[^:]+:s3:::)([^/]+)(?:\/(.*))?$/.exec(location);
    const bucket = match?.[1];
    if (bucket === undefined) return undefined;
    const prefix = (match?.[2] ?? "").replace(/\/+\*?$|\*$/, "");
    return { bucket, prefix: prefix === "" ? "" : prefix + "/" };
}
