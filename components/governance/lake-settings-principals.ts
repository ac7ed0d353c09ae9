import { accountOfRoleOrUser, accountOfRoot, isEveryoneOfIam, sessionAdvice } from "./principal-forms";

/** The most administrators that Lake Formation takes: https://docs.aws.amazon.com/general/latest/gr/lake-formation.html */
const MOST_ADMINS = 30;
const EXAMPLE = '"arn:aws:iam::111122223333:role/lake-admin"';

/** Who administers a lake, and who only looks, as far as it is known. */
export interface Administrators {
    /** Sorted, each once. */
    readonly admins: string[];
    /** Sorted, each once, and none that administers anyway. */
    readonly readOnlyAdmins: string[];
}

/** From what the administrators are made up. */
export interface AdministratorSources {
    readonly admins: readonly string[];
    readonly readOnlyAdmins: readonly string[];
    /** The role (or user) behind the running deployment; absent when it is not to be an administrator. */
    readonly deployer?: string;
    /** Those that the account has already and that are to stay. */
    readonly existing?: Administrators;
}

/** Puts the lists together. No order of the sources matters to the result. */
export function administratorsOf({ admins, readOnlyAdmins, deployer, existing }: AdministratorSources): Administrators {
    const all = sortedSet([...admins, ...(deployer === undefined ? [] : [deployer]), ...(existing?.admins ?? [])]);
    const readers = sortedSet([...readOnlyAdmins, ...(existing?.readOnlyAdmins ?? [])]);
    return { admins: all, readOnlyAdmins: readers.filter((reader) => !all.includes(reader)) };
}

/** What is wrong with the lists, or nothing. */
export function administratorProblems(sources: AdministratorSources): string[] {
    const { deployer, readOnlyAdmins } = sources;
    const count = administratorsOf(sources).admins.length;
    return [
        ...principalProblems("admins", sources.admins),
        ...principalProblems("readOnlyAdmins", readOnlyAdmins),
        ...(deployer === undefined ? [] : deployerProblems(deployer)),
        ...bothProblems(sources),
        ...(count > MOST_ADMINS
            ? [
                  `admins come to ${count}${deployer === undefined ? "" : " with the deployer"}: Lake Formation takes ${MOST_ADMINS} at most; let people assume one role, for example ${EXAMPLE}, and put auditors in readOnlyAdmins.`,
              ]
            : []),
    ];
}

function bothProblems({ admins, readOnlyAdmins, deployer }: AdministratorSources): string[] {
    return readOnlyAdmins.flatMap((reader) => {
        if (admins.includes(reader)) {
            return [`readOnlyAdmins holds "${reader}", which is in admins as well: leave it out of one of the two.`];
        }
        return reader === deployer
            ? [
                  `readOnlyAdmins holds "${reader}", which deploys and so becomes an administrator: leave it out, or deploy as another role.`,
              ]
            : [];
    });
}

function deployerProblems(deployer: string): string[] {
    return isRoleOrUser(deployer)
        ? []
        : [
              `includeDeployer: the deployment runs as "${deployer}", which can't be an administrator: deploy as a role, or set includeDeployer to false and name the role that deploys in admins.`,
          ];
}

function principalProblems(property: string, arns: readonly string[]): string[] {
    return arns.flatMap((arn, index) => {
        const problem = principalProblem(arn);
        return problem === undefined ? [] : [`${property}[${index}] is "${arn}", ${problem}`];
    });
}

function principalProblem(arn: string): string | undefined {
    if (isRoleOrUser(arn)) {
        return undefined;
    }
    if (isEveryoneOfIam(arn)) {
        return `everyone whom IAM lets in: name a role, for example ${EXAMPLE}.`;
    }
    const session = sessionAdvice(arn);
    if (session !== undefined) {
        return session;
    }
    if (accountOfRoot(arn) !== undefined) {
        return `the account's root user, who administers nothing in Lake Formation: name a role, for example ${EXAMPLE}.`;
    }
    return `which is not the ARN of a role or a user: give one, for example ${EXAMPLE}.`;
}

function isRoleOrUser(arn: string): boolean {
    return accountOfRoleOrUser(arn) !== undefined;
}

function sortedSet(values: readonly string[]): string[] {
    return [...new Set(values)].sort();
}
