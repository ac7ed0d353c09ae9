/**
 * Forms of credentials as their issuers write them: private keys, access keys of AWS, tokens of GitHub, Slack, Stripe and
 * Google, and addresses with a password in them.
 */
const forms = [
    /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
    /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40})/,
    /\bxox[abeprs]-[A-Za-z0-9-]{10}/,
    /\b[rs]k_live_[A-Za-z0-9]{16}/,
    /\bAIza[A-Za-z0-9_-]{35}/,
    /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]+:[^\s/@]+@/,
] as const;

/** Names that stand for secrets. Endings, since `secret-arn` or `max-tokens` name none. */
export const secretNames = [
    "*password",
    "*passwd",
    "*passphrase",
    "*secret",
    "*token",
    "*apikey",
    "*api-key",
    "*api_key",
    "*secret-key",
    "*secret_key",
    "*private-key",
    "*private_key",
    "*credential",
    "*credentials",
];

/** Whether a value says where a secret is kept, or whether there is one. */
export function isNoSecret(value: string): boolean {
    return /^(?:arn:|true$|false$)/.test(value);
}

/** Whether a text holds something in the form of a known credential. A random-looking text alone is none. */
export function holdsCredential(text: string): boolean {
    return forms.some((form) => form.test(text));
}
