import { bars } from "../charts/bars";
import type { Question } from "../question";
import { count, percent } from "../text";

/** Who gave up waiting. */
export const abandonRate: Question = {
    title: "Abandon rate by queue",
    definition:
        "Of the contacts that were put in a queue, the share that never reached an agent. Callbacks are left out, as Amazon Connect leaves them out of its rate.",
    sql: `SELECT
    CASE WHEN grouping(queue_name) = 1 THEN 'All queues' ELSE coalesce(queue_name, 'agent queues') END AS queue,
    count(*) AS queued,
    count_if(connected_to_agent_ts IS NULL) AS abandoned
FROM contact_records_latest
WHERE enqueue_ts IS NOT NULL AND coalesce(initiation_method, '') <> 'CALLBACK'
GROUP BY GROUPING SETS ((queue_name), ())
HAVING count(*) > 0
ORDER BY grouping(queue_name) DESC, 2 DESC`,
    render(result, style) {
        return bars(
            result.rows.map(([queue, queued, abandoned]) => {
                const share = Number(abandoned) / Number(queued);
                return {
                    label: String(queue),
                    value: share,
                    caption: `${percent(share)}  (${count(Number(abandoned))} of ${count(Number(queued))})`,
                };
            }),
            style,
        );
    },
};
