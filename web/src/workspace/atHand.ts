/** The contact whose conversation is on the screen, for those who are told of messages outside of any component. */
let present: string | undefined;

export const atHandNow = () => present;
export const setAtHand = (contactId: string | undefined) => {
  present = contactId;
};
