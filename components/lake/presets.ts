import { type LifecycleArgs, StorageClass } from "./lifecycle";

/** The usual tiers of a lake. A preset sets how a tier ages and whether it is queried; what the caller sets wins. */
export const TierPreset = {
    /** Data as it was delivered, untouched: source backups, files, exports. */
    Landing: "landing",
    /** Everything received, split into tables, every version kept. */
    Raw: "raw",
    /** Cleaned, joined and conformed tables. */
    Curated: "curated",
    /** Small, finished data sets that people and dashboards read every day. */
    Consumption: "consumption",
    /** What must be kept and is hardly ever read. */
    Archive: "archive",
} as const;
export type TierPreset = (typeof TierPreset)[keyof typeof TierPreset];

/** What a preset decides. */
export interface PresetSettings {
    readonly description: string;
    readonly queryable: boolean;
    readonly lifecycle: LifecycleArgs;
}

/**
 * The settings of every preset, the one place where they stand. None deletes current data, and none archives data that
 * is queried.
 */
export const PRESETS: Readonly<Record<TierPreset, PresetSettings>> = {
    landing: {
        description: "Data as it was delivered, untouched.",
        queryable: false,
        lifecycle: {
            transitions: [
                { storageClass: StorageClass.StandardIa, afterDays: 30 },
                { storageClass: StorageClass.GlacierInstantRetrieval, afterDays: 90 },
            ],
            noncurrentExpirationDays: 30,
        },
    },
    raw: {
        description: "Everything received, as tables, every version kept.",
        queryable: true,
        lifecycle: {
            transitions: [{ storageClass: StorageClass.IntelligentTiering, afterDays: 0 }],
            noncurrentExpirationDays: 90,
        },
    },
    curated: {
        description: "Cleaned, joined and conformed tables.",
        queryable: true,
        lifecycle: {
            transitions: [{ storageClass: StorageClass.IntelligentTiering, afterDays: 0 }],
            noncurrentExpirationDays: 30,
        },
    },
    consumption: {
        description: "Small, finished data sets, read every day.",
        queryable: true,
        lifecycle: { transitions: [], noncurrentExpirationDays: 14 },
    },
    archive: {
        description: "What must be kept and is hardly ever read.",
        queryable: false,
        lifecycle: {
            transitions: [
                { storageClass: StorageClass.GlacierInstantRetrieval, afterDays: 0 },
                { storageClass: StorageClass.DeepArchive, afterDays: 180 },
            ],
            noncurrentExpirationDays: 365,
        },
    },
};

/** A tier that names no preset and has no preset's name: nothing ages but what every bucket sweeps. */
export const NO_PRESET: PresetSettings = {
    description: "A tier of its own kind.",
    queryable: true,
    lifecycle: { transitions: [] },
};

/** Whether a text names a preset. */
export function isPreset(name: string): name is TierPreset {
    return Object.hasOwn(PRESETS, name);
}
