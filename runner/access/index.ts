export { type AccessOptions, accessOf } from "./access";
export { compareMatrices } from "./compare";
export { type AccessChange, ChangeKind } from "./difference";
export { governanceOf } from "./governance";
export { accessMatrix } from "./matrix";
export type {
    AccessFilter,
    AccessMatrix,
    AccessRow,
    Administrator,
    CellGroup,
    DatabaseRow,
    LocationRow,
    MatrixTable,
} from "./matrix-types";
export { PrincipalKind, principalKind, principalName, principalsOf } from "./principals";
export {
    type AccessResource,
    type ColumnAccess,
    type ColumnSelection,
    type DatabaseAccess,
    type Decider,
    type Governance,
    type GovernedColumn,
    type GovernedDatabase,
    type GovernedTable,
    type Grant,
    IAM_ALLOWED_PRINCIPALS,
    NOT_KNOWN,
    type OptIn,
    type PrincipalAccess,
    type RegisteredLocation,
    type RowCondition,
    type TableAccess,
    type TagExpression,
    type TagValues,
    type Target,
    type Undetermined,
    type Via,
    type ViewRead,
} from "./types";
