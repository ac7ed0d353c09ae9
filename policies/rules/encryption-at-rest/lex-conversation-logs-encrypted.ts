import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

/** Aliases of Lex V2 exist only in the provider `aws-native`. */
export const lexConversationLogsEncrypted = requirementRule({
    name: "lex-conversation-logs-encrypted",
    group: "encryption-at-rest",
    description: "Lex encrypts the audio of conversations that it logs to Amazon S3 with a KMS key of one's own.",
    severity: "medium",
    anchors: { cdkNag: ["AwsSolutions-LEX4"] },
    remediationSteps: "Set kmsKeyArn on each of conversationLogs.logSettings whose destination is S3.",
    url: "https://docs.aws.amazon.com/lex/latest/dg/conversation-logs-encrypting.html",
    types: types.lexBotAlias,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.lex.BotAliasArgs>, { kmsKeyArn }) =>
        props
            .child("conversationLogs")
            .each("logSettings")
            .map((log) => {
                const key = ownKey(log, "kmsKeyArn", kmsKeyArn, "logged audio is not encrypted with it.");
                return { ...key, kept: anyOf(not(isOneOf(log.text("destination"), ["S3"])), key.kept) };
            }),
});
