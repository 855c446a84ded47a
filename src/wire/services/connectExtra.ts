import type { FurtherMembers, SchemaRef } from '../shape.ts';

const ns = 'com.amazonaws.connect';
const structure = (name: string, ...members: string[]) =>
  [3, ns, name, 0, members, members.map(() => 0)] as unknown as SchemaRef;

/** Members of StartChatContact that the Connect model of 2017-08-08 has and the installed SDK does not have yet. */
export const connectFurtherMembers: FurtherMembers = {
  StartChatContactRequest: [
    ['ConnectionTypes', 64 as unknown as SchemaRef],
    ['ChatStreamingConfiguration', structure('ChatStreamingConfiguration', 'StreamingEndpointArn')],
  ],
  StartChatContactResponse: [
    ['ConnectionCredentials', structure('ConnectionCredentials', 'ConnectionToken', 'Expiry')],
    ['Websocket', structure('Websocket', 'Url', 'ConnectionExpiry')],
    ['StreamingId', 0 as unknown as SchemaRef],
  ],
};
