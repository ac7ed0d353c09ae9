import { texts } from "./settings";

/** Settings of the rules that judge who a resource policy lets in. */
export const trustSettings = {
    trustedAccounts: texts(
        "Accounts, your own included, that policies may grant access to; with none given, naming an account is enough.",
    ),
    trustedOrgIds: texts(
        "Organisations that policies may grant access to; with none given, naming an organisation is enough.",
    ),
    scopingKeys: texts("Condition keys that narrow a statement to something fixed, beyond the built-in list."),
};
