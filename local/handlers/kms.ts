import {
    CreateAliasCommand,
    CreateKeyCommand,
    DescribeKeyCommand,
    EnableKeyRotationCommand,
    GetKeyPolicyCommand,
    GetKeyRotationStatusCommand,
    KeySpec,
    KeyUsageType,
    ListAliasesCommand,
    PutKeyPolicyCommand,
    UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { kms } from "../clients";
import { unless } from "./errors";
import type { HandlerTable, Target, TypeHandler } from "./types";

const ALIAS_NAME_MAX = 256;

async function existingKey({ connection, call, previousId }: Target): Promise<string | undefined> {
    if (previousId === undefined) {
        return undefined;
    }
    const found = await unless(["NotFound"], () =>
        call("DescribeKey", () => kms(connection).send(new DescribeKeyCommand({ KeyId: previousId }))),
    );
    return found?.KeyMetadata?.KeyState === "Enabled" ? previousId : undefined;
}

async function newKey({ inputs, connection, call }: Target): Promise<string> {
    const tags = Object.entries(inputs.map("tags")).map(([key, value]) => ({ TagKey: key, TagValue: value }));
    const created = await call("CreateKey", () =>
        kms(connection).send(
            new CreateKeyCommand({
                Description: inputs.optionalText("description"),
                KeySpec: inputs.optionalOneOf("customerMasterKeySpec", KeySpec),
                KeyUsage: inputs.optionalOneOf("keyUsage", KeyUsageType),
                MultiRegion: inputs.flag("multiRegion"),
                Tags: tags,
            }),
        ),
    );
    return created.KeyMetadata?.KeyId ?? "";
}

const key: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const keyId = (await existingKey(target)) ?? (await newKey(target));
        const policy = inputs.optionalDocument("policy");
        if (policy !== undefined) {
            await call("PutKeyPolicy", () =>
                kms(connection).send(new PutKeyPolicyCommand({ KeyId: keyId, PolicyName: "default", Policy: policy })),
            );
        }
        if (inputs.flag("enableKeyRotation")) {
            const days = inputs.optionalNumber("rotationPeriodInDays");
            await call("EnableKeyRotation", () =>
                kms(connection).send(new EnableKeyRotationCommand({ KeyId: keyId, RotationPeriodInDays: days })),
            );
        }
        return {
            id: keyId,
            outputs: { keyId, arn: `arn:aws:kms:${connection.region}:${connection.accountId}:key/${keyId}` },
        };
    },
    async verify({ inputs, connection, call, expect }, { id, outputs }) {
        const client = kms(connection);
        const found = await call("DescribeKey", () => client.send(new DescribeKeyCommand({ KeyId: id })));
        expect("the key's ARN", outputs.arn, found.KeyMetadata?.Arn);
        if (inputs.flag("enableKeyRotation")) {
            const status = await call("GetKeyRotationStatus", () =>
                client.send(new GetKeyRotationStatusCommand({ KeyId: id })),
            );
            expect("key rotation", true, status.KeyRotationEnabled);
        }
        const policy = inputs.optionalDocument("policy");
        if (policy !== undefined) {
            const kept = await call("GetKeyPolicy", () => client.send(new GetKeyPolicyCommand({ KeyId: id })));
            expect("the key policy", JSON.parse(policy), JSON.parse(kept.Policy ?? "null"));
        }
    },
};

async function targetOfAlias({ connection, call }: Target, name: string): Promise<string | undefined> {
    let marker: string | undefined;
    do {
        const page = await call("ListAliases", () =>
            kms(connection).send(new ListAliasesCommand({ Marker: marker, Limit: 100 })),
        );
        const found = page.Aliases?.find((alias) => alias.AliasName === name);
        if (found !== undefined) {
            return found.TargetKeyId;
        }
        marker = page.Truncated === true ? page.NextMarker : undefined;
    } while (marker !== undefined);
    return undefined;
}

function aliasName(target: Target): string {
    const name = target.physicalName("name", ALIAS_NAME_MAX);
    return name.startsWith("alias/") ? name : `alias/${name}`;
}

/** A target may be given by id or by ARN. */
function keyIdOf(idOrArn: string): string {
    return idOrArn.split("/").pop() ?? idOrArn;
}

const alias: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = aliasName(target);
        const keyId = keyIdOf(inputs.text("targetKeyId"));
        const request = { AliasName: name, TargetKeyId: keyId };
        const created = await unless(["AlreadyExists"], () =>
            call("CreateAlias", () => kms(connection).send(new CreateAliasCommand(request))),
        );
        if (created === undefined) {
            await call("UpdateAlias", () => kms(connection).send(new UpdateAliasCommand(request)));
        }
        const prefix = `arn:aws:kms:${connection.region}:${connection.accountId}`;
        return {
            id: name,
            outputs: {
                name,
                arn: `${prefix}:${name}`,
                targetKeyId: inputs.text("targetKeyId"),
                targetKeyArn: `${prefix}:key/${keyId}`,
            },
        };
    },
    async verify(target, { id }) {
        const wanted = keyIdOf(target.inputs.text("targetKeyId"));
        target.expect("the alias's key", wanted, await targetOfAlias(target, id));
    },
};

export const kmsHandlers: HandlerTable = {
    "aws:kms/key:Key": key,
    "aws:kms/alias:Alias": alias,
};
