/* What the console's page does by itself: copying, and an ended session. */
(() => {
  if (window.aquifer) return;

  const copy = async (button, text, word) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      area.style.cssText = 'position:fixed;opacity:0';
      (button.closest('vaadin-dialog-overlay, vaadin-dialog, body') || document.body).append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    const label = [...button.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!label || button.aqBusy) return;
    const before = label.data;
    button.aqBusy = true;
    label.data = word;
    setTimeout(() => { label.data = before; button.aqBusy = false; }, 1600);
  };

  /* Fields marked data-keep survive a reload that an ended session forces. */
  const place = () => 'aq-kept ' + location.pathname + location.search;
  const keep = () => {
    const kept = {};
    for (const field of document.querySelectorAll('[data-keep]')) {
      const inner = field.querySelector('textarea, input');
      kept[field.dataset.keep] = (inner || field).value;
    }
    sessionStorage.setItem(place(), JSON.stringify(kept));
  };
  const restore = () => {
    const stored = sessionStorage.getItem(place());
    if (!stored) return;
    const kept = JSON.parse(stored);
    const until = Date.now() + 15000;
    const timer = setInterval(() => {
      for (const [name, value] of Object.entries(kept)) {
        const field = document.querySelector(`[data-keep="${CSS.escape(name)}"]`);
        if (!field || !('value' in field)) continue;
        delete kept[name];
        if (!value) continue;
        field.value = value;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        field.dispatchEvent(new CustomEvent('change', {bubbles: true}));
      }
      if (!Object.keys(kept).length || Date.now() > until) {
        clearInterval(timer);
        sessionStorage.removeItem(place());
      }
    }, 100);
  };

  /* Sign-in answers 499 to a script whose session is over: the page is then loaded anew and leads to sign-in. */
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (...request) {
    this.addEventListener('readystatechange', event => {
      if (this.readyState === 4 && (this.status === 499 || this.status === 401)) {
        event.stopImmediatePropagation();
        keep();
        location.reload();
      }
    });
    return open.apply(this, request);
  };

  window.aquifer = {copy};
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', restore);
  else restore();
})();
