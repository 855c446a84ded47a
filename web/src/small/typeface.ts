/**
 * Whether the machine draws Japanese with a typeface of its own. What it cannot draw becomes one and the same box, so two
 * different characters that look alike are two boxes.
 */
function drawsJapanese(): boolean {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return true;
  const pictureOf = (character: string) => {
    context.clearRect(0, 0, 32, 32);
    context.font = '20px system-ui, sans-serif';
    context.fillText(character, 4, 24);
    return context.getImageData(0, 0, 32, 32).data.join();
  };
  return pictureOf('あ') !== pictureOf('森');
}

/**
 * Fetches our Japanese typeface where the machine has none; elsewhere nothing is fetched. `sample`: what may have to be
 * said when nothing can be fetched any more.
 */
export async function loadTypeface(sample: string): Promise<void> {
  if (drawsJapanese()) return;
  await import('@fontsource-variable/noto-sans-jp/index.css');
  void document.fonts.load('16px "Noto Sans JP Variable"', sample).catch(() => undefined);
  document.documentElement.dataset['typeface'] = 'ours';
}
