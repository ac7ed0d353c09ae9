import type { CreatedResource, Registration } from "../../runner/types";
import type { AwsConnection } from "../clients";
import type { Inputs } from "./inputs";

/** One resource on its way into the emulator. */
export interface Target {
    readonly registration: Registration;
    readonly inputs: Inputs;
    /** In the resource's own region. */
    readonly connection: AwsConnection;
    /** Its id in the deployment before this one, where data is kept between runs. */
    readonly previousId?: string;
    /** Carries out one AWS call; a failure names resource and call. */
    call<Result>(name: string, send: () => Promise<Result>): Promise<Result>;
    /** Refuses to go on unless what the emulator has is what was requested. Undefined requests are not compared. */
    expect(what: string, requested: unknown, found: unknown): void;
    /** The given name, or one that is the same in every run. */
    physicalName(property: string, maxLength: number): string;
}

/** Carries resources of one type out in the emulator. */
export interface TypeHandler {
    /** Creates the resource, or brings one that exists from an earlier run to the same state. */
    create(target: Target): Promise<CreatedResource>;
    /** Reads the resource back: the emulator answers some calls with success and does nothing. */
    verify(target: Target, created: CreatedResource): Promise<void>;
}

export type HandlerTable = Readonly<Record<string, TypeHandler>>;
