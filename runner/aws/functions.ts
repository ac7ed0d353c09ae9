import { createHash } from "node:crypto";
import type { Registration } from "../types";
import { dataLakeSettings } from "./data-lake-settings";
import { dnsSuffixOf, type Place } from "./place";
import { policyDocument } from "./policy-document";

type ModelledFunction = (
    args: Record<string, unknown>,
    place: Place,
    registrations: readonly Registration[],
) => Record<string, unknown>;

/** Who deploys is a role at work, as in a pipeline: an IAM user would look like a finding to rules on administrators. */
const callerIdentity: ModelledFunction = (_, { partition, accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/deployer/deployment`,
    userId: "AROA0123456789ABCDEFG:deployment",
});

const region: ModelledFunction = (_, place) => ({
    id: place.region,
    name: place.region,
    region: place.region,
    description: place.region,
    endpoint: `ec2.${place.region}.${dnsSuffixOf(place.partition)}`,
});

const partition: ModelledFunction = (_, place) => {
    const dnsSuffix = dnsSuffixOf(place.partition);
    return {
        id: place.partition,
        partition: place.partition,
        dnsSuffix,
        reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."),
    };
};

const availabilityZones: ModelledFunction = (_, place) => ({
    id: place.region,
    names: ["a", "b", "c"].map((letter) => `${place.region}${letter}`),
    zoneIds: [1, 2, 3].map((number) => `${place.region}-az${number}`),
    groupNames: [place.region],
    region: place.region,
});

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: a session's ARN names its role. */
const sessionContext: ModelledFunction = (args, { partition: itsPartition, accountId }) => {
    const arn = String(args.arn);
    const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
    return role === undefined
        ? { id: arn, arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" }
        : {
              id: arn,
              arn,
              issuerArn: `arn:${itsPartition}:iam::${accountId}:role/${role}`,
              issuerId: "AROA0123456789ABCDEFG",
              issuerName: role,
              sessionName: session ?? "",
          };
};

const parsedArn: ModelledFunction = (args) => {
    const arn = String(args.arn);
    const [prefix, itsPartition, service, itsRegion, account, ...resource] = arn.split(":");
    if (prefix !== "arn" || resource.length === 0) {
        throw new Error(`${JSON.stringify(arn)} is not an ARN`);
    }
    return { id: arn, arn, partition: itsPartition, service, region: itsRegion, account, resource: resource.join(":") };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html */
const canonicalUserId: ModelledFunction = (_, { accountId }) => ({
    id: createHash("sha256").update(accountId).digest("hex"),
    displayName: "",
});

const servicePrincipal: ModelledFunction = (args, place) => {
    const name = `${String(args.serviceName)}.${dnsSuffixOf(place.partition)}`;
    return {
        id: name,
        name,
        serviceName: args.serviceName,
        region: place.region,
        suffix: dnsSuffixOf(place.partition),
    };
};

/**
 * Provider functions that need no account, by token. Functions that look something up in an account have no model,
 * unless the program itself decides the answer.
 */
export const modelledFunctions: Record<string, ModelledFunction | undefined> = {
    "aws:index/getCallerIdentity:getCallerIdentity": callerIdentity,
    "aws:index/getRegion:getRegion": region,
    "aws:index/getPartition:getPartition": partition,
    "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
    "aws:index/getArn:getArn": parsedArn,
    "aws:index/getServicePrincipal:getServicePrincipal": servicePrincipal,
    "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
    "aws:iam/getSessionContext:getSessionContext": sessionContext,
    "aws:lakeformation/getDataLakeSettings:getDataLakeSettings": dataLakeSettings,
    "aws:s3/getCanonicalUserId:getCanonicalUserId": canonicalUserId,
};
