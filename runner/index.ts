export { isModelledExactly, MODELLED_ACCOUNT, modelledAws } from "./aws";
export { ResourceError } from "./engine/errors";
export { nameOf, packageOf, STACK_TYPE, typeOf } from "./engine/urn";
export { UNKNOWN } from "./engine/values";
export { evaluate } from "./evaluate";
export { loadStackConfig, ProjectError, SECRET_PLACEHOLDER, type StackConfig } from "./project";
export type {
    CreatedResource,
    CustomTimeouts,
    EvaluateOptions,
    Evaluation,
    InvokeContext,
    Registration,
    ResourceHandler,
    SourcePosition,
} from "./types";
