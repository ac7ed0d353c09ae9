import type { Group } from "../../../../policies/lib/rule";
import type { Props } from "../judge";
import { audit } from "./audit";
import { common } from "./common";
import { cost } from "./cost";
import { encryptionAtRest } from "./encryption-at-rest";
import { encryptionInTransit } from "./encryption-in-transit";
import type { Examples } from "./examples";
import { generativeAi } from "./generative-ai";
import { identity } from "./identity";
import { lakeFormation } from "./lake-formation";
import { network } from "./network";
import { publicAccess } from "./public-access";
import { resilience } from "./resilience";

export { keyArn, privatePolicy, roleArn, streamArn } from "./common";
export type { Examples, Plain } from "./examples";

const byGroup: Readonly<Record<Group, Examples>> = {
    "encryption-at-rest": encryptionAtRest,
    "encryption-in-transit": encryptionInTransit,
    "public-access": publicAccess,
    identity,
    audit,
    resilience,
    network,
    cost,
    "generative-ai": generativeAi,
    "lake-formation": lakeFormation,
};

/** Whether there is a resource of the type that keeps the rules of the group. */
export function hasExample(type: string, group: Group): boolean {
    return (byGroup[group][type] ?? common[type]) !== undefined;
}

/**
 * A resource that keeps the rules of a group, to be changed one property at a time: the group's own example laid over the
 * common one.
 *
 * @throws when there is none: every type that a rule judges needs one.
 */
export function compliant(type: string, group?: Group): Props {
    const props = { ...common[type], ...(group === undefined ? {} : byGroup[group][type]) };
    if (Object.keys(props).length === 0 && (group === undefined || !hasExample(type, group))) {
        throw new Error(`there is no compliant example of ${type}`);
    }
    return props;
}

/** Types of which there is a common example. */
export const exampleTypes: readonly string[] = Object.keys(common);
