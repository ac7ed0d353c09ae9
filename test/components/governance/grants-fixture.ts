import { compileGrants, type GrantPlan } from "../../../components/governance/grant-plan";
import type { GrantStep } from "../../../components/governance/grant-steps";
import type { LakeGrantArgs, LakeGrantsArgs } from "../../../components/governance/grants-args";

export const ACCOUNT = "111122223333";
export const ANALYST = `arn:aws:iam::${ACCOUNT}:role/analyst`;
export const ENGINEER = `arn:aws:iam::${ACCOUNT}:role/engineer`;

/** A lake with tables of its own and two more, in two databases. `notes` has a personal column and a partition key. */
export const LAKE: Omit<LakeGrantsArgs, "grants"> = {
    databaseName: "acme",
    databases: { sales: "acme_sales" },
    principals: { analysts: ANALYST, engineers: ENGINEER },
    locations: { curated: "arn:aws:s3:::acme-curated" },
    tables: {
        notes: {
            columns: [
                { name: "id", type: "string" },
                { name: "author", type: "string", personal: true },
                { name: "stars", type: "int" },
            ],
            partitionKeys: [{ name: "region", type: "string" }],
        },
        "sales.orders": { columns: [{ name: "order_id", type: "string" }] },
        recent: { columns: [{ name: "id", type: "string" }], isView: true },
    },
    accountId: ACCOUNT,
};

/** Grants by key; a grant without a principal is one to the analysts. */
export type SomeGrants = Record<string, Omit<LakeGrantArgs, "principal"> & { principal?: string }>;

export function lakeGrants(grants: SomeGrants, more: Partial<LakeGrantsArgs> = {}): LakeGrantsArgs {
    const all = Object.entries(grants).map(([key, grant]) => [key, { principal: "analysts", ...grant }]);
    return { ...LAKE, ...more, grants: Object.fromEntries(all) };
}

export function planOf(grants: SomeGrants, more: Partial<LakeGrantsArgs> = {}): GrantPlan {
    return compileGrants(lakeGrants(grants, more));
}

/** What a plan grants, as `principal--resource: PERMISSIONS`. Fails when the plan has problems. */
export function granted(grants: SomeGrants, more: Partial<LakeGrantsArgs> = {}): string[] {
    const { steps, problems } = planOf(grants, more);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return steps.flatMap((step) => (step.kind === "permissions" ? `${step.suffix}: ${step.permissions}` : []));
}

/** The step of a suffix and a kind; fails when there is none. */
export function stepNamed<Kind extends GrantStep["kind"]>(
    { steps }: GrantPlan,
    kind: Kind,
    suffix: string,
): Extract<GrantStep, { kind: Kind }> {
    const isIt = (step: GrantStep): step is Extract<GrantStep, { kind: Kind }> =>
        step.kind === kind && step.suffix === suffix;
    const step = steps.find(isIt);
    if (!step)
        throw new Error(`no ${kind} "${suffix}" in ${steps.map((one) => `${one.kind} ${one.suffix}`).join(", ")}`);
    return step;
}
