import type { ResourceHandler } from "../types";

export const modelledAws: ResourceHandler = {
    create: async (r) => ({ id: `${r.name}-id`, outputs: { arn: `arn:aws:x:us-east-1:111122223333:${r.name}` } }),
    invoke: async () => ({ accountId: "111122223333" }),
};
