import type { Policies } from "@pulumi/policy";
import { Delivery } from "./delivery";
import { ExemptionBook } from "./exemptions/book";
import { policyList } from "./members";
import { exemptionsPolicy, reportPolicies } from "./pack-reports";
import type { Rule } from "./rule";
import { ruleMember } from "./rule-member";

/** Turns rules into CrossGuard policies: one for each rule, between those by which a pack exempts and reports. */
export function toPolicies(rules: readonly Rule[]): Policies {
    const book = new ExemptionBook(new Map(rules.map(({ name, severity }) => [name, severity])));
    const delivery = new Delivery(book);
    const members = rules.map((rule) => ruleMember(rule, delivery, book));
    return policyList(exemptionsPolicy(book), [...members, ...reportPolicies(delivery, book)]);
}
