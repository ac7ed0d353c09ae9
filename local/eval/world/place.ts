import type { ShopPolicy } from "../../../functions/shop/orders/types";
import type { AwsConnection } from "../../clients";
import type { ShopTables } from "../../shop/tables";

/** A shop that conversations are held in, in whatever emulator it stands. */
export interface EvalPlace {
    /** What the assistant acts with. */
    readonly connection: AwsConnection;
    /** What the evaluation reads tables with, past the assistant's rights. */
    readonly owner: AwsConnection;
    readonly tables: ShopTables;
    readonly knowledgeBaseId: string;
    readonly policyDataSourceId?: string;
    readonly policy: ShopPolicy;
    readonly shopName: string;
    readonly modelId: string;
    readonly guardrail?: { readonly id: string; readonly version: string };
    /** What answers in the model's place, in words. */
    readonly model: string;
    stop(): Promise<void>;
}
