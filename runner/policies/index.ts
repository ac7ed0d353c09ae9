export { isBlocking, type PackSource, PolicyHost } from "./host";
export { Judgement } from "./judgement";
export { PolicyPackError } from "./process";
export { readPolicySettings, stackPolicySettings } from "./stack-settings";
export type {
    EnforcementLevel,
    Exemption,
    Finding,
    JudgedStack,
    PackConfig,
    PackInfo,
    PolicyInfo,
    PolicySettings,
    Severity,
} from "./types";
