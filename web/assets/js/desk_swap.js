// Forms and links of the panel swap the parts of the page that changed; where
// that fails the browser goes on as it would without. What is being typed
// elsewhere is never touched.
import { current, goTo } from './desk_place.js';

const $ = (id) => document.getElementById(id);
const parts = ['head', 'toc', 'reading', 'sheet', 'side'];
const fields = (form) => [...form.elements].filter((f) => f.name && f.type !== 'hidden' && f.type !== 'file');

// What has been typed into forms, with the fold and the cursor.
const keep = (but) => {
  const kept = new Map();
  for (const form of document.querySelectorAll('#side form[data-save]')) {
    const dirty = fields(form).some((f) => (f.type === 'checkbox' || f.type === 'radio' ? f.checked !== f.defaultChecked : f.defaultValue !== undefined && f.value !== f.defaultValue));
    if (form !== but && (dirty || form.contains(document.activeElement))) kept.set(form.dataset.save, form);
  }
  return kept;
};

// A form that was being written takes the place of the fresh one, so that
// cursor, undo and input method go on, and so does the state it was written on:
// where that has changed the server says so.
const restore = (kept) => {
  for (const [name, form] of kept) {
    const fresh = document.querySelector(`#side form[data-save="${CSS.escape(name)}"]`);
    if (!fresh) continue;
    fresh.replaceWith(form);
    const fold = form.closest('details');
    if (fold) fold.open = true;
  }
};

const show = () => {
  for (const button of document.querySelectorAll('#side button[data-copy], #side button[data-phrase]')) button.hidden = false;
};
show();

// refused brings what went wrong into sight, beside the form it is about: that
// may stand far below the panel's top.
const refused = (submitted) => {
  const bad = document.querySelector('#side .notice.bad[data-code]');
  if (!bad) return false;
  const same = [...document.querySelectorAll('#side form')].filter((f) => f.action === submitted.action);
  if (same.length === 1) same[0].before(bad);
  bad.tabIndex = -1;
  for (const part of [bad.nextElementSibling, bad]) part?.scrollIntoView({ block: 'nearest' });
  bad.focus({ preventScroll: true });
  return true;
};

// swap puts the parts of another rendering of this page in the place of ours.
export const swap = (html, address, submitted, only = parts) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (!page.getElementById('side')) return false;
  const focus = document.activeElement;
  const kept = keep(submitted);
  const scroll = $('side').scrollTop;
  const at = current()?.id;
  const on = document.querySelector('#side .card.on')?.id;
  for (const id of only) {
    const next = page.getElementById(id);
    if (next && $(id)) $(id).replaceWith(next);
  }
  restore(kept);
  show();
  if (at && $(at)) goTo($(at), false);
  if (on && $(on)) $(on).classList.add('on');
  const mark = address?.hash.slice(1);
  const card = mark && mark !== 'side' && $(mark);
  $('side').scrollTop = scroll;
  if (submitted && refused(submitted)) {
    document.dispatchEvent(new CustomEvent('swapped'));
    return true;
  }
  if (card && $('side').contains(card)) {
    card.classList.add('on');
    card.scrollIntoView({ block: 'nearest' });
  }
  if (focus?.isConnected && focus !== document.activeElement) focus.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent('swapped'));
  return true;
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches('form[data-swap]')) return;
  event.preventDefault();
  const pressed = event.submitter;
  let body = new FormData(form);
  if (pressed?.name) body.append(pressed.name, pressed.value);
  if (form.enctype !== 'multipart/form-data') body = new URLSearchParams(body);
  document.dispatchEvent(new CustomEvent('sending', { detail: form }));
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    const html = await answer.text();
    const address = new URL(answer.url);
    // fetch keeps no fragment of a redirect, so the address says it too.
    address.hash = address.searchParams.get('at') || '';
    const focus = pressed?.matches('button.tick') && pressed.closest('[id]').id;
    if (!swap(html, address, form)) location.assign(answer.url);
    delete form.dataset.sent;
    if (focus && $(focus)) $(focus).querySelector('button.tick')?.focus({ preventScroll: true });
  } catch {
    delete form.dataset.sent;
    form.removeAttribute('data-swap');
    form.requestSubmit ? form.requestSubmit(pressed || undefined) : form.submit();
  }
});

// openPanel shows another part of the panel.
export const openPanel = async (href) => {
  if (!href) return;
  try {
    const answer = await fetch(href);
    if (!swap(await answer.text(), new URL(answer.url), null, ['side'])) throw new Error('another page');
    history.replaceState(null, '', href);
    const say = new URL(href).hash === '#say' && document.querySelector('#say textarea');
    if (say) say.focus();
    else $('side').querySelector('.tabs [aria-current]')?.focus({ preventScroll: true });
  } catch {
    location.assign(href);
  }
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('#side > .tabs a, #side a[data-panel]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPanel(link.href);
});
