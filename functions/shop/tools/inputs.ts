import * as z from "zod";

/** Words for the ids that only tools give out. */
export const productId = z
    .string()
    .min(1)
    .max(64)
    .describe("Id of a product, as a tool returned it in this conversation.");

export const orderId = z.string().min(1).max(64).describe("Id of an order, as order_status returned it.");

/** More than any shop asks for one piece, and less than what sums lose digits at. */
const highestPrice = 1_000_000_000;

export const priceMinor = (what: string) =>
    z.int().min(0).max(highestPrice).describe(`${what}, in minor units: 2500 is 25.00.`);

export const searchText = (most: number) => z.string().trim().min(1).max(most);
