// What every page has: "/" goes to the search field, menus close on Escape and
// on a press elsewhere, and a form is sent only once. Everything works without.

// typing reports whether a key belongs to a field or to an input method.
export const typing = (event) =>
  event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest('input, textarea, select, [contenteditable]') !== null;

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    for (const menu of document.querySelectorAll('details.who[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
    return;
  }
  if (event.key === '/' && !typing(event)) {
    // The page's own field, where it has one, stands in place of the header's.
    const field = [...document.querySelectorAll('[data-key="/"]')].find((one) => one.getClientRects().length);
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.who[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '1';
  // A page taken from the browser's memory must be able to send again.
  window.addEventListener('pageshow', () => delete form.dataset.sent, { once: true });
});
