import type { PolicyStatement } from "../lake/policy-document";
import { tableKeyStatement } from "../support/data-statements";

/** What the API function's role is about. */
export interface ShopApiFacts {
    readonly region: string;
    readonly productsTableArn: string;
    readonly ordersTableArn: string;
    readonly tableKeyArns: readonly string[];
    readonly knowledgeBaseArn: string;
}

/**
 * The least that the API needs. A transaction is authorised by the single actions in it, so nothing says "transaction":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function shopApiStatements(facts: ShopApiFacts): PolicyStatement[] {
    return [
        {
            sid: "Products",
            actions: ["dynamodb:BatchGetItem", "dynamodb:Scan", "dynamodb:UpdateItem"],
            resources: [facts.productsTableArn],
        },
        {
            sid: "ProductsByCategory",
            actions: ["dynamodb:Query"],
            resources: [`${facts.productsTableArn}/index/by_category`],
        },
        {
            sid: "Orders",
            actions: [
                "dynamodb:ConditionCheckItem",
                "dynamodb:DeleteItem",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            ],
            resources: [facts.ordersTableArn],
        },
        {
            sid: "OrdersOfAShopper",
            actions: ["dynamodb:Query"],
            resources: [`${facts.ordersTableArn}/index/by_shopper`],
        },
        tableKeyStatement(facts.tableKeyArns, facts.region),
        { sid: "SearchProducts", actions: ["bedrock:Retrieve"], resources: [facts.knowledgeBaseArn] },
    ];
}
