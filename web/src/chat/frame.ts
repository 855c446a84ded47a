/** What the page tells the script tag that framed it; no word of the conversation is in it. */
export type FrameMessage = { nayose: 'close' } | { nayose: 'unread'; count: number } | { nayose: 'ready' };

/** Whether the page stands in a frame of another page. */
export const isFramed = (): boolean => window.parent !== window;

let shown = true;

/** Calls back when the framing page shows or hides the frame; a hidden frame thinks itself visible. */
export function onShown(listener: () => void): () => void {
  const heard = ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || typeof data !== 'object' || data === null) return;
    if (!('nayose' in data) || data.nayose !== 'shown' || !('open' in data)) return;
    shown = data.open === true;
    listener();
  };
  window.addEventListener('message', heard);
  return () => window.removeEventListener('message', heard);
}

/** Whether somebody can see the page. */
export const isShown = (): boolean => shown && document.visibilityState === 'visible';

/** Tells the framing page, whichever it is. */
export function tellFrame(message: FrameMessage): void {
  if (isFramed()) window.parent.postMessage(message, '*');
}
