import { join } from "node:path";
import { evaluate, loadStackConfig, modelledAws } from "../../runner";
import { searchable, type TestEvaluation } from "../support/evaluate";

const ROOT = join(__dirname, "../..");
const SHOP = "lakefront:shop";
/** The grants of a stack's file name the shop's tables. */
const WITHOUT_SHOP = { [SHOP]: "{}", "lakefront:grants": "{}" };

/** The program as a stack's file describes it, with other settings of the shop; `null` for none. */
export async function stackWithShop(stack: string, shop: Record<string, unknown> | null = {}): Promise<TestEvaluation> {
    const { project, config, secretKeys } = loadStackConfig(ROOT, stack);
    const settings =
        shop === null ? WITHOUT_SHOP : { [SHOP]: JSON.stringify({ ...JSON.parse(config[SHOP] ?? "{}"), ...shop }) };
    return searchable(
        await evaluate({
            program: ROOT,
            project,
            stack,
            config: { ...config, ...settings },
            secretKeys,
            handler: modelledAws,
        }),
    );
}
