import { aFlag, anObject, aText, type Form, oneOf, recordProblems, textLike, textsLike, wholeNumber } from "./forms";
import { isRecord, parseJson, shortly } from "./readers";
import { readShopPolicy, type ShopPolicySetting } from "./shop-policy";

/** The shop and its assistant, as a stack's file states them. */
export interface ShopSetting {
    /** What the shop is called, in mails and by the assistant. Default: `the shop`. */
    name: string;
    /** What runs the assistant: our own loop over the Converse API, or Bedrock Agents (classic). Default: `converse`. */
    runtime: "converse" | "bedrockAgents";
    /** Id of the model or of its inference profile. Required. */
    model: string;
    /** What 1,000 tokens cost, in millionths of a US dollar, for the costs in `assistant_daily`. Default: not known. */
    modelPrice?: ModelPriceSetting;
    /** Where vectors are kept. Default: `s3Vectors`, which costs nothing at rest. */
    vectorStore: "s3Vectors" | "openSearchServerless";
    /** Whether OpenSearch Serverless keeps standby replicas: required with it, since it doubles the price. */
    standbyReplicas?: boolean;
    /** Address that order confirmations come from. Required. */
    mailFrom: string;
    /**
     * ARN of an SES identity that exists already for that address; mails about accounts then come from it as well. Default:
     * one is made, and Cognito mails from an address of its own, 50 a day at most.
     */
    mailIdentityArn?: string;
    /** Origins of the web pages that may call the API. Default: none. */
    origins: string[];
    /** Addresses that the sign-in page may return to. Required. */
    signInUrls: string[];
    /**
     * Start of the address of the sign-in pages, unique in the Region. Without it nobody can sign in by a browser. Default:
     * no sign-in pages.
     */
    signInPrefix?: string;
    /** Catalogue file that is uploaded and loaded with the deployment. Default: none, the shop uploads its own. */
    catalogFile?: string;
    /** Folder of policies and FAQs in Markdown, uploaded with the deployment. Default: none. */
    policyFolder?: string;
    /** Share of the catalogue's rows, in percent, that may be bad before a synchronisation fails. Default: 0. */
    rejectPercent: number;
    /**
     * Share of the products on sale, in percent, that one file may take from sale before it is refused. Default: that of
     * the CatalogSync.
     */
    removalPercent?: number;
    /** Where the assistant passes conversations on to human beings. Default: nowhere. */
    handOver?: HandOverSetting;
    /**
     * Whether tables and functions have an upper bound, so that a flood costs no more than that. Functions keep their bound
     * back from the account's concurrency, of which a new account has 10 in all. Default: false.
     */
    bounded: boolean;
    /** Whether an administrator's program may sign in as a shopper, for demonstrations. Default: false. */
    demonstration: boolean;
    /** What the shop charges beyond the products, and for how long things hold. Required. */
    policy: ShopPolicySetting;
}

/** What a model's tokens cost. */
export interface ModelPriceSetting {
    /** Millionths of a US dollar for 1,000 tokens read. */
    inputPer1k: number;
    /** Millionths of a US dollar for 1,000 tokens written. */
    outputPer1k: number;
}

/** A chat contact in Amazon Connect. */
export interface HandOverSetting {
    /** Id of the instance. */
    instanceId: string;
    /** Id of the contact flow that the chat begins with. */
    contactFlowId: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EXAMPLE =
    ', for example {"model": "us.anthropic.claude-sonnet-4-6", "mailFrom": "orders@example.com", "signInUrls": ["https://shop.example.com/signed-in"], "policy": {…}}';
const uuid = textLike(UUID, "a UUID", "11111111-2222-3333-4444-555555555555");

const FORMS: Readonly<Record<keyof ShopSetting, Form>> = {
    name: textLike(/^[^\p{Cc}<>]{1,60}$/u, "1 to 60 characters", "Lakeside Outfitters"),
    runtime: oneOf("converse", "bedrockAgents"),
    model: textLike(
        /^[A-Za-z0-9.:_/-]{3,256}$/,
        "the id of a model or an inference profile",
        "us.anthropic.claude-sonnet-4-6",
    ),
    modelPrice: anObject("an object with inputPer1k and outputPer1k", '{"inputPer1k": 3000, "outputPer1k": 15000}'),
    vectorStore: oneOf("s3Vectors", "openSearchServerless"),
    standbyReplicas: aFlag,
    mailFrom: textLike(/^[^@\s<>"]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/i, "an e-mail address", "orders@example.com"),
    mailIdentityArn: textLike(
        /^arn:[a-z-]+:ses:[a-z0-9-]+:\d{12}:identity\/\S+$/,
        "the ARN of an SES identity",
        "arn:aws:ses:eu-west-1:111122223333:identity/example.com",
    ),
    origins: textsLike(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, "a list of https origins", '["https://shop.example.com"]'),
    signInUrls: textsLike(
        /^(https:\/\/|http:\/\/localhost)\S+$/,
        "a list of https addresses",
        '["https://shop.example.com/signed-in"]',
    ),
    signInPrefix: textLike(
        /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        'up to 63 lower-case letters, digits and inner hyphens without "aws", "amazon" or "cognito"',
        "acme-shop",
    ),
    catalogFile: aText("samples/catalog/products.jsonl"),
    policyFolder: aText("samples/policies"),
    rejectPercent: wholeNumber(0, 100, 1),
    removalPercent: wholeNumber(0, 100, 20),
    handOver: anObject("an object with instanceId and contactFlowId", `{"instanceId": "…", "contactFlowId": "…"}`),
    bounded: aFlag,
    demonstration: aFlag,
    policy: anObject("an object with currency, shipping, taxBasisPoints and shipsTo", '{"currency": "USD", …}'),
};

/** The shop in a setting's text, and every problem with it. */
export function readShop(text: string): { shop?: ShopSetting; problems: string[] } {
    const parsed = parseJson(text);
    if (!isRecord(parsed)) return { problems: [` is ${shortly(text)}: it takes an object${EXAMPLE}`] };
    const policy = readShopPolicy(parsed.policy);
    const problems = [
        ...recordProblems(parsed, FORMS, { required: ["model", "mailFrom", "signInUrls", "policy"], what: "a shop" }),
        ...partProblems("modelPrice", parsed.modelPrice, {
            inputPer1k: wholeNumber(0, 1_000_000_000, 3000),
            outputPer1k: wholeNumber(0, 1_000_000_000, 15_000),
        }),
        ...partProblems("handOver", parsed.handOver, { instanceId: uuid, contactFlowId: uuid }),
        ...storeProblems(parsed),
        ...policy.problems.map((problem) => `.policy${problem}`),
    ];
    if (problems.length > 0 || policy.policy === undefined) return { problems };
    // Every part has just been checked by its form.
    const given = parsed as Partial<ShopSetting> & Pick<ShopSetting, "model" | "mailFrom" | "signInUrls">;
    const shop = {
        name: "the shop",
        runtime: "converse" as const,
        vectorStore: "s3Vectors" as const,
        origins: [],
        rejectPercent: 0,
        bounded: false,
        demonstration: false,
        ...given,
        policy: policy.policy,
    };
    return { shop, problems };
}

function partProblems(name: string, value: unknown, forms: Readonly<Record<string, Form>>): string[] {
    if (!isRecord(value)) return [];
    return recordProblems(value, forms, { required: Object.keys(forms), what: name }).map(
        (problem) => `.${name}${problem}`,
    );
}

function storeProblems({ vectorStore, standbyReplicas }: Record<string, unknown>): string[] {
    const isCollection = vectorStore === "openSearchServerless";
    if (isCollection && standbyReplicas === undefined) {
        return [
            ".standbyReplicas is missing: it takes true (about 350 USD a month at rest) or false (about 175 USD, and searches stop while a zone fails)",
        ];
    }
    return !isCollection && standbyReplicas !== undefined
        ? [
              ".standbyReplicas is given, but S3 Vectors has none: leave it out, or set vectorStore to openSearchServerless",
          ]
        : [];
}
