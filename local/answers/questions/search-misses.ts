import type { Question } from "../question";
import { frame } from "../table";
import { count } from "../text";

/** What shoppers looked for in vain. */
export const searchMissesQuestion: Question = {
    title: "Looked for, and not found",
    definition: "Searches and questions to the assistant that had no result: what the shop lacks, or does not find.",
    sql: `SELECT coalesce(query_text, '(filters alone)') AS query_text, count(*) AS times
FROM search_misses
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 10`,
    render(result, style) {
        return frame(
            [
                { name: "words", align: "left" },
                { name: "times", align: "right" },
            ],
            result.rows.map(([words, times]) => [String(words), count(Number(times))]),
            style,
        );
    },
};
