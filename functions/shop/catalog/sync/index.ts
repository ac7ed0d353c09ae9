export { type CatalogBucket, catalogBucket, isCatalogFile, type SourceObject, UPLOADS } from "./bucket";
export { SyncError, SyncFailure } from "./failure";
export { type Ingestion, type IngestionReport, ingestion, type Knowledge } from "./ingestion";
export { productTable } from "./product-table";
export { type SyncReport, SyncTrigger } from "./report";
export { type SyncDependencies, type SyncRequest, syncCatalog } from "./sync";
export { syncStates } from "./sync-state";
