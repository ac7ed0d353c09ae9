import { bars } from "../charts/bars";
import type { Question } from "../question";
import { count } from "../text";

/** What was bought, by what it brought in. */
export const bestSellers: Question = {
    title: "Bought",
    definition:
        "Products of orders that still stand, by what they brought in, before shipping and tax. Lines are counted once, however often they were delivered.",
    sql: `WITH lines AS (
    SELECT order_id, line_number, max(product_name) AS product_name, max(quantity) AS quantity,
        max(line_total_minor) AS line_total_minor, max(currency) AS currency
    FROM order_lines
    GROUP BY order_id, line_number
)
SELECT lines.product_name, lines.currency, sum(lines.quantity) AS pieces, sum(lines.line_total_minor) AS total_minor
FROM lines
JOIN orders_latest ON orders_latest.order_id = lines.order_id
WHERE orders_latest.status NOT IN ('cancelled', 'returned')
GROUP BY lines.product_name, lines.currency
ORDER BY 4 DESC
LIMIT 10`,
    render(result, style) {
        return bars(
            result.rows.map(([name, currency, pieces, total]) => ({
                label: String(name),
                value: Number(total),
                caption: `${(Number(total) / 100).toFixed(2)} ${currency}  (${count(Number(pieces))})`,
            })),
            style,
        );
    },
};
