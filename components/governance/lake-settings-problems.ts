import type * as pulumi from "@pulumi/pulumi";
import { isPlain, rangeProblem } from "../problems";
import type { ExternalFilteringArgs, LakeSettingsArgs } from "./lake-settings-args";
import { administratorProblems } from "./lake-settings-principals";

/** What is wrong with the plain values of the settings' arguments; outputs are judged when they are known. */
export function settingsProblems(args: LakeSettingsArgs): string[] {
    return [
        ...(args.admins.length === 0
            ? [
                  'admins is empty: with no administrator nobody can grant anything; name a role, for example "arn:aws:iam::111122223333:role/lake-admin".',
              ]
            : []),
        ...administratorProblems({
            admins: args.admins.filter(isPlain),
            readOnlyAdmins: (args.readOnlyAdmins ?? []).filter(isPlain),
        }),
        ...rangeProblem("crossAccountVersion", args.crossAccountVersion, 1, 4),
        ...accountProblems("trustedResourceOwners", args.trustedResourceOwners ?? []),
        ...(args.externalFiltering ? filteringProblems(args.externalFiltering) : []),
    ];
}

function filteringProblems({ accountIds, sessionTagValues }: ExternalFilteringArgs): string[] {
    return [
        ...(accountIds.length === 0
            ? [
                  'externalFiltering.accountIds is empty: name the accounts that the engines run in, for example "111122223333", or leave out externalFiltering.',
              ]
            : []),
        ...accountProblems("externalFiltering.accountIds", accountIds),
        ...(sessionTagValues.length === 0
            ? [
                  'externalFiltering.sessionTagValues is empty: name what the engines call themselves, for example "engine1", or leave out externalFiltering.',
              ]
            : []),
    ];
}

function accountProblems(property: string, ids: readonly pulumi.Input<string>[]): string[] {
    return ids.flatMap((id, index) =>
        isPlain(id) && !/^\d{12}$/.test(id)
            ? [
                  `${property}[${index}] is "${id}": it takes the 12 digits of an AWS account, for example "111122223333".`,
              ]
            : [],
    );
}
