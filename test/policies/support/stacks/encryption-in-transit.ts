import { resource } from "../judge";
import { common } from "./common";
import type { CompliantStack } from "./stack";

const distributionType = "aws:cloudfront/distribution:Distribution";
const headersType = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

export const encryptionInTransit: CompliantStack = {
    types: [...common.types, distributionType, headersType],
    build: (props) => {
        const headers = resource(headersType, "headers", props(headersType));
        const dependencies = { defaultCacheBehavior: [headers], orderedCacheBehaviors: [headers] };
        return [
            ...common.build(props),
            resource(distributionType, "shop", props(distributionType), dependencies),
            headers,
        ];
    },
};
