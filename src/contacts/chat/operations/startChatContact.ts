import type { ConnectOperations } from '../../../wire/operations.ts';
import { Refusal } from '../../../wire/refusal.ts';
import { makeConnection, type NewConnection, type WantedConnection } from '../connect.ts';
import { wantedConnection } from '../connectionType.ts';
import type { ChatCore } from '../core.ts';
import { messageTypes } from '../item.ts';
import { pastChat } from '../pastChat.ts';
import { defaultMinutes, startChat } from '../startChat.ts';

type StartChatContact = ConnectOperations['StartChatContact'];
/** Members that the model has and the SDK's types lack yet (see wire/services/connectExtra.ts). */
type Input = Parameters<StartChatContact>[0] & {
  ConnectionTypes?: string[];
  ChatStreamingConfiguration?: object;
};

const invalid = (message: string) => new Refusal('InvalidRequestException', message);

/** AWS: all attributes of a contact together. */
const attributeBytes = 32_768;

/**
 * `StartChatContact`: a chat for a customer of a program that signs its requests. The participant token is for the
 * customer. The language of system messages is the contact attribute `language` when it is `ja` or `en`.
 */
export const startChatContact =
  (core: ChatCore): StartChatContact =>
  async (input: Input, call) => {
    const { caller } = call;
    check(input);
    const wanted = input.ConnectionTypes?.length
      ? wantedConnection(input.ConnectionTypes, call.base)
      : undefined;
    const domain = await core.contacts.domainOf(call, input.InstanceId);
    const past = input.PersistentChat && (await pastChat(core, domain.domainId, input.PersistentChat));
    const attributes = input.Attributes ?? {};
    const { InitialMessage: first } = input;
    const started = await startChat(core, domain, {
      displayName: input.ParticipantDetails.DisplayName,
      initiationMethod: 'API',
      attributes,
      region: caller.region,
      flowId: input.ContactFlowId,
      language: attributes['language'] === 'en' ? 'en' : 'ja',
      contentTypes: input.SupportedMessagingContentTypes ?? ['text/plain'],
      minutes: input.ChatDurationInMinutes ?? defaultMinutes,
      past,
      ...(input.RelatedContactId ? { relatedContactId: input.RelatedContactId } : {}),
      ...(first ? { initialMessage: { contentType: first.ContentType, content: first.Content } } : {}),
      clientToken: input.ClientToken ? `${caller.accountId} ${input.ClientToken}` : undefined,
    });
    return {
      ContactId: started.contactId,
      ParticipantId: started.participantId,
      ParticipantToken: started.participantToken,
      ...(started.continuedFrom ? { ContinuedFromContactId: started.continuedFrom } : {}),
      ...(wanted && (await connectionOf(core, started.participantToken, wanted))),
    };
  };

/** AWS: a request that is sent again after its chat has ended is answered without what cannot be had any more. */
async function connectionOf(core: ChatCore, token: string, wanted: WantedConnection): Promise<NewConnection> {
  return makeConnection(core, token, wanted).catch((cause: unknown) => {
    if (cause instanceof Refusal && cause.name === 'AccessDeniedException') return {};
    throw cause;
  });
}

function check(input: Input): void {
  const types = input.SupportedMessagingContentTypes ?? ['text/plain'];
  const strange = types.find((type) => !messageTypes.includes(type));
  if (strange !== undefined || !types.includes('text/plain')) {
    throw invalid(
      `SupportedMessagingContentTypes has to contain text/plain and nothing but ${messageTypes.join(', ')}`,
    );
  }
  const attributes = Object.entries(input.Attributes ?? {});
  if (attributes.some(([name]) => !/^[A-Za-z0-9_-]+$/.test(name))) {
    throw invalid('Names of attributes may have letters of the alphabet, digits, dash and underscore only');
  }
  const bytes = attributes.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (bytes > attributeBytes) {
    throw invalid(`Attributes have ${bytes} bytes; at most ${attributeBytes} are kept with a contact`);
  }
  if (input.PersistentChat && input.RelatedContactId) {
    throw invalid('PersistentChat and RelatedContactId exclude each other; give one of them');
  }
  if (input.ChatStreamingConfiguration) {
    throw invalid('ChatStreamingConfiguration needs Amazon SNS, which is not here; start a chat without it');
  }
}
