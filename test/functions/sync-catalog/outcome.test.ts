import { expect } from "chai";
import { SyncError, SyncFailure } from "../../../functions/shop/catalog/sync/failure";
import { emptyReport, type SyncReport, SyncTrigger } from "../../../functions/shop/catalog/sync/report";
import { syncEvent, syncLogLines } from "../../../functions/sync-catalog/outcome";

const started = emptyReport(
    {
        sync_id: "s",
        trigger: SyncTrigger.Upload,
        source: { bucket: "shop", key: "catalog/cut.jsonl" },
        allow_removals: false,
    },
    Date.parse("2026-03-01T10:00:00Z"),
);
const refused: SyncReport = { ...started, rows: 20, removals_refused: 40, refused_ids: ["lamp-1", "lamp-2"] };
const refusal = new SyncError(SyncFailure.TooManyRemovals, "40 of 60 products would be taken from sale");

describe("a sync that refused to take products from sale", () => {
    it("stands in the lake as failed, with its reason and how many they were", () => {
        expect(syncEvent(refused, refusal).row).to.include({
            status: "failed",
            error_code: "too_many_removals",
            row_count: 20,
            removed_count: 0,
            refused_removal_count: 40,
        });
    });

    it("counts as a failed one, which the alarm hears of", () => {
        const [metrics = ""] = syncLogLines(refused, refusal, "Lakefront/sync");
        expect(JSON.parse(metrics)).to.include({ FailedSyncs: 1, SucceededSyncs: 0, Table: "catalog_syncs" });
    });

    it("is logged with its reason and its count, and without the list of ids", () => {
        const [, line = ""] = syncLogLines(refused, refusal, "Lakefront/sync");
        expect(JSON.parse(line)).to.include({
            message: "sync_failed",
            error_code: "too_many_removals",
            reason: refusal.message,
            removals_refused: 40,
        });
        expect(line).to.not.contain("lamp-2");
    });
});
