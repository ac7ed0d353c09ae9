import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";

interface Limits {
    readonly throttlingRateLimit?: number;
    readonly throttlingBurstLimit?: number;
}

interface Shape {
    readonly settings?: Limits;
    readonly defaultRouteSettings?: Limits;
}

const stageTypes: readonly string[] = types.httpApiStage;

export const apigwThrottling = requirementRule({
    name: "apigw-throttling",
    group: "network",
    description: "APIs bound how many requests a second they take.",
    severity: "medium",
    anchors: { cdkNag: ["APIGWDefaultThrottling"] },
    remediationSteps: "Set throttlingRateLimit and throttlingBurstLimit.",
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
    types: [...types.restApiMethodSettings, ...types.httpApiStage],
    settings: {
        rate: integer("Requests a second that the remedy sets, and the most there may be.", 1000, {
            minimum: 1,
            maximum: 10_000,
        }),
        burst: integer("Requests at once that the remedy sets, and the most there may be.", 2000, {
            minimum: 1,
            maximum: 5000,
        }),
    },
    requires: ({ type, props }: Resource<Shape>, { rate, burst }): readonly Requirement[] => {
        const limits = stageTypes.includes(type) ? props.child("defaultRouteSettings") : props.child("settings");
        return [bounded(limits, "throttlingRateLimit", rate), bounded(limits, "throttlingBurstLimit", burst)];
    },
});

/** -1, the provider's default for methods, takes the bound away. */
function bounded(limits: Properties<Limits>, property: keyof Limits, most: number): Requirement {
    const path = limits.pathTo(property);
    return {
        kept: satisfies(limits.number(property), (limit) => limit > 0 && limit <= most, false),
        otherwise: `${path} is not between 1 and ${most}.`,
        remedy: { [path]: most },
    };
}
