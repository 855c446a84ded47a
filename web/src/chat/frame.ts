/** What the page tells the script tag that framed it; no word of the conversation is in it. */
export type FrameMessage = { nayose: 'close' } | { nayose: 'unread'; count: number };

/** Whether the page stands in a frame of another page. */
export const isFramed = (): boolean => window.parent !== window;

/** Tells the framing page, whichever it is. */
export function tellFrame(message: FrameMessage): void {
  if (isFramed()) window.parent.postMessage(message, '*');
}
