import type { Unwrap } from "@pulumi/pulumi";
import type { Props } from "../judge";

/** A compliant resource of each type, by type token. */
export type Examples = Readonly<Record<string, Props>>;

/** The arguments of a resource as a rule sees them: values, without inputs. */
export type Plain<T> = Required<Unwrap<T>> extends infer U ? Partial<U> : never;
