/*
 * The chat on any page:
 *   <script src="https://nayose.example/chat.js" data-domain="demo" async></script>
 * data-domain: name of the domain; data-lang: ja or en, data-mode: light or dark (else what the browser asks for);
 * data-side: left or right. The button opens the page /chat in a frame, which is fetched when it is first opened.
 */
{
  const words = {
    ja: { open: 'チャットを開く', close: 'チャットを閉じる', frame: 'チャットサポート', unread: '未読' },
    en: { open: 'Open chat', close: 'Close chat', frame: 'Chat support', unread: 'unread' },
  };
  const speech =
    'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8 11h.01M12 11h.01M16 11h.01';
  const cross = 'M6 6l12 12M18 6L6 18';

  /** Rules of the button and the frame; nothing of the page around reaches in. */
  const rules = (edge) => `
    :host { position: fixed; bottom: 20px; ${edge}: 20px; z-index: 2147483000; font: 600 13px/1 system-ui, sans-serif; }
    button { display: grid; place-items: center; position: relative; width: 58px; height: 58px; padding: 0; border: 0;
      border-radius: 50%; background: #0b6472; color: #fff; box-shadow: 0 6px 20px rgb(0 0 0 / 28%); cursor: pointer;
      transition: transform .15s; }
    button:hover { background: #084b56; transform: scale(1.05); }
    button:focus-visible { outline: 3px solid #8fe3d4; outline-offset: 3px; }
    span { position: absolute; top: -4px; ${edge}: -4px; min-width: 22px; padding: 5px 6px; border-radius: 11px;
      box-sizing: border-box; background: #c4161c; color: #fff; text-align: center; }
    span[hidden], iframe[hidden] { display: none; }
    iframe { position: absolute; bottom: 72px; ${edge}: 0; width: 360px; height: min(620px, calc(100vh - 112px));
      border: 0; border-radius: 18px; background: Canvas; box-shadow: 0 14px 48px rgb(0 0 0 / 32%); }
    @media (max-width: 480px) {
      iframe { position: fixed; inset: 0; width: 100vw; height: 100dvh; border-radius: 0; }
      button[data-ready][aria-expanded=true] { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
    @media print { :host { display: none; } }`;

  function drawing(path) {
    const make = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const line = { 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
    const svg = make('svg', { viewBox: '0 0 24 24', width: '28', height: '28', 'aria-hidden': 'true' });
    svg.append(make('path', { d: path, fill: 'none', stroke: 'currentColor', ...line }));
    return svg;
  }

  function languageOf(asked) {
    if (asked === 'ja' || asked === 'en') return asked;
    return (navigator.languages.find((one) => /^(ja|en)\b/i.test(one)) ?? 'en').startsWith('ja')
      ? 'ja'
      : 'en';
  }

  /** The button with its badge. */
  function makeButton(edge) {
    const host = document.createElement('nayose-chat');
    const shadow = host.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(rules(edge));
    shadow.adoptedStyleSheets = [style];
    const button = document.createElement('button');
    button.type = 'button';
    const badge = document.createElement('span');
    badge.hidden = true;
    button.append(drawing(speech), badge);
    shadow.append(button);
    return { host, shadow, button, badge };
  }

  function start(tag) {
    const { origin } = new URL(tag.src);
    const { domain = 'demo', lang = '', mode = '', side = 'right' } = tag.dataset;
    const text = words[languageOf(lang)];
    const { host, shadow, button, badge } = makeButton(side === 'left' ? 'left' : 'right');
    let frame;
    const isOpen = () => frame !== undefined && !frame.hidden;
    const label = () => {
      const count = badge.hidden ? '' : ` (${badge.textContent} ${text.unread})`;
      button.setAttribute('aria-label', (isOpen() ? text.close : text.open) + count);
      button.setAttribute('aria-expanded', String(isOpen()));
    };
    const show = (open) => {
      if (open && !frame) {
        frame = document.createElement('iframe');
        frame.title = text.frame;
        frame.src = `${origin}/chat?${new URLSearchParams({ domain, ...(lang && { lang }), ...(mode && { mode }) })}`;
        shadow.prepend(frame);
      } else if (frame) {
        frame.hidden = !open;
        // A hidden frame thinks itself visible: it is told.
        frame.contentWindow?.postMessage({ nayose: 'shown', open }, origin);
      }
      if (open) badge.hidden = true;
      button.firstChild.replaceWith(drawing(open ? cross : speech));
      label();
      (open ? frame : button).focus();
    };
    button.addEventListener('click', () => show(!isOpen()));
    window.addEventListener('message', ({ source, origin: from, data }) => {
      if (!frame || source !== frame.contentWindow || from !== origin || !data) return;
      // From here on the page has a button of its own that closes it.
      button.dataset.ready = '';
      if (data.nayose === 'close' && isOpen()) show(false);
      if (data.nayose !== 'unread' || !Number.isInteger(data.count)) return;
      badge.hidden = data.count <= 0 || isOpen();
      badge.textContent = data.count > 9 ? '9+' : String(data.count);
      label();
    });
    label();
    document.body.append(host);
  }

  if (document.currentScript && !document.querySelector('nayose-chat')) start(document.currentScript);
}
