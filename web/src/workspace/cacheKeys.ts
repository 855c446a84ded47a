/** Key of the agent's own contacts and status. */
export const workspaceKey = (domain: string) => ['GetWorkspace', domain];
/** Key of who a contact is from. */
export const customerKey = (domain: string, contactId: string) => ['GetContactCustomer', domain, contactId];
/** Key of a conversation. */
export const chatKey = (domain: string, contactId: string) => ['GetChat', domain, contactId];
