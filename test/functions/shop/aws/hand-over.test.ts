import { ConnectClient, StartChatContactCommand } from "@aws-sdk/client-connect";
import { expect } from "chai";
import { type ChatToJoin, connectHandOver, nobodyToHandOverTo } from "../../../../functions/shop/aws/hand-over";
import { shopper } from "../orders/support";

const minute = 60_000;
const request = { conversation_id: "conversation-1", reason: "wants a person", shopper: shopper() };

describe("handing over to Amazon Connect", () => {
    let sent: StartChatContactCommand["input"][];
    let kept: [string, ChatToJoin][];
    let now: number;

    function handOver(answer: object = { ContactId: "c-1", ParticipantId: "p-1", ParticipantToken: "token" }) {
        const client = new ConnectClient({ region: "us-east-1" });
        client.send = async (command: unknown) => {
            if (command instanceof StartChatContactCommand) sent.push(command.input);
            return answer;
        };
        return connectHandOver(
            client,
            { instanceId: "instance", contactFlowId: "flow" },
            async (conversation, chat) => {
                kept.push([conversation, chat]);
            },
            () => now,
        );
    }
    beforeEach(() => {
        sent = [];
        kept = [];
        now = 0;
    });

    it("starts a chat with the conversation's id and the reason, and with no more of the shopper than a first name", async () => {
        expect(await handOver().start(request)).to.deep.equal({ contact_id: "c-1" });
        const [{ ClientToken, ...input } = {}] = sent;
        expect(input).to.deep.equal({
            InstanceId: "instance",
            ContactFlowId: "flow",
            ParticipantDetails: { DisplayName: "Ana" },
            Attributes: { conversation_id: "conversation-1", handover_reason: "wants a person" },
            InitialMessage: { ContentType: "text/plain", Content: "wants a person" },
        });
        expect(ClientToken).to.match(/^[0-9a-f]{64}$/);
    });

    it("leaves with the conversation what the shopper's browser needs to join", async () => {
        await handOver().start(request);
        expect(kept).to.deep.equal([
            ["conversation-1", { contact_id: "c-1", participant_id: "p-1", participant_token: "token" }],
        ]);
    });

    it("starts no second contact for a repeated call, and one for another conversation or for a later call", async () => {
        await handOver().start(request);
        now = minute;
        await handOver().start(request);
        await handOver().start({ ...request, conversation_id: "conversation-2" });
        now = 20 * minute;
        await handOver().start(request);
        const [first, repeated, other, later] = sent.map(({ ClientToken }) => ClientToken);
        expect(repeated).to.equal(first);
        expect(new Set([first, other, later]).size).to.equal(3);
    });

    it("fails where Connect doesn't say which contact it started", async () => {
        const error = await handOver({})
            .start(request)
            .catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error);
        expect(kept).to.deep.equal([]);
    });

    it("names nobody where no instance is configured", async () => {
        expect(await nobodyToHandOverTo.start(request)).to.deep.equal({ contact_id: null });
    });
});
