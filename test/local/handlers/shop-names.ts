/** Names and models of the test's shop. */
export const SHOP = {
    table: "shop-orders",
    function: "shop-events",
    queue: "shop-uploads",
    deadLetters: "shop-dead-letters",
    bucket: "shop-catalogue-111122223333",
    model: "amazon.nova-lite-v1:0",
    profile: "us.amazon.nova-lite-v1:0",
    sender: "shop@example.com",
} as const;
