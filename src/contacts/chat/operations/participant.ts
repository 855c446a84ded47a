import { type ConnectParticipantOperations, notBuilt, type PartlyBuilt } from '../../../wire/operations.ts';
import { Refusal } from '../../../wire/refusal.ts';
import { connected, makeConnection } from '../connect.ts';
import { wantedConnection } from '../connectionType.ts';
import { type ChatCore, limit } from '../core.ts';
import { messageOfReceipt, signalTypes, toWireItem } from '../item.ts';
import { leave } from '../leave.ts';
import { sendMessage } from '../sendMessage.ts';
import { sendReceipt, sendTyping } from '../sendSignal.ts';
import { findChatOfId } from '../store/chats.ts';
import { readTranscript } from '../transcript.ts';

type Table = PartlyBuilt<ConnectParticipantOperations>;

/**
 * What a participant does in a chat, by the token in `X-Amz-Bearer`.
 *
 * Live updates come by the websocket of CreateParticipantConnection (see socket.ts), or as server-sent events at
 * `GET /public/chat-events` with the connection token, which the widget uses.
 */
export function participantOperations(core: ChatCore): Table {
  return {
    ...{
      CancelParticipantAuthentication: notBuilt,
      CompleteAttachmentUpload: notBuilt,
      DescribeView: notBuilt,
    },
    ...{ GetAttachment: notBuilt, GetAuthenticationUrl: notBuilt, StartAttachmentUpload: notBuilt },
    ...connecting(core),
    ...sending(core),
    async GetTranscript({ ConnectionToken, ContactId, ...query }) {
      const who = await connected(core, ConnectionToken, { whoLeft: false });
      limit(core.limits.reads, who.participantId, 'requests for the transcript');
      const chat = await findChatOfId(core.house.sql, who.domainId, who.chatId);
      const { items, nextToken } = await readTranscript(core, who, query);
      const wanted = ContactId?.replaceAll('-', '').toLowerCase();
      const shown = wanted ? items.filter((item) => item.contactId === wanted) : items;
      return {
        InitialContactId: chat?.chatId,
        Transcript: shown.map((item) => toWireItem(item, who.chatId)),
        ...(nextToken ? { NextToken: nextToken } : {}),
      };
    },
  };
}

const connecting = (core: ChatCore) =>
  ({
    async CreateParticipantConnection({ ParticipantToken, Type }, { base }) {
      return makeConnection(core, ParticipantToken, wantedConnection(Type, base));
    },
    async DisconnectParticipant({ ConnectionToken }) {
      await leave(core, await connected(core, ConnectionToken, { whoLeft: true }));
      return {};
    },
  }) satisfies Partial<Table>;

const sending = (core: ChatCore) =>
  ({
    async SendMessage({ ConnectionToken, ContentType, Content, ClientToken }) {
      const who = await connected(core, ConnectionToken);
      const message = { contentType: ContentType, content: Content, clientToken: ClientToken };
      const { itemId, at } = await sendMessage(core, who, message);
      return { Id: itemId, AbsoluteTime: at.toISOString() };
    },
    async SendEvent({ ConnectionToken, ContentType, Content }) {
      const who = await connected(core, ConnectionToken);
      const at = core.house.clock();
      const answer = { AbsoluteTime: at.toISOString() };
      if (ContentType === signalTypes.acknowledged) return answer;
      if (ContentType === signalTypes.typing) {
        const chat = await findChatOfId(core.house.sql, who.domainId, who.chatId);
        if (chat) await sendTyping(core, who, chat);
        return answer;
      }
      const kind = ContentType === signalTypes.read ? 'read' : 'delivered';
      if (kind === 'delivered' && ContentType !== signalTypes.delivered) {
        throw new Refusal(
          'ValidationException',
          `ContentType has to be one of ${Object.values(signalTypes).join(', ')}`,
        );
      }
      await sendReceipt(core, who, { kind, messageId: messageOfReceipt(Content) });
      return answer;
    },
  }) satisfies Partial<Table>;
