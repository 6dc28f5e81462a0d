// The review workspace: next and previous change, comments on what is
// selected, and forms that swap the parts of the page that changed. Everything
// here also works without, by links and plain forms.
import { typing } from './shell.js';

const swapped = ['head', 'toc', 'sheet', 'side'];
const $ = (id) => document.getElementById(id);
const codePoints = (s) => Array.from(s).length;

// The unit the person is at.
let here = document.querySelector('#sheet .here');

const holder = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest('#sheet [id][data-unit]');

const goTo = (unit, scroll = true) => {
  if (!unit) return;
  here?.classList.remove('here');
  here = unit;
  unit.classList.add('here');
  if (scroll) {
    unit.scrollIntoView({ block: 'nearest' });
    unit.focus({ preventScroll: true });
    const bar = document.querySelector('.bar')?.getBoundingClientRect().bottom || 0;
    const top = unit.getBoundingClientRect().top;
    if (top < bar + 8 || top > innerHeight * 0.7) scrollBy(0, top - bar - 60);
  }
  for (const link of document.querySelectorAll('.toc a')) {
    link.classList.toggle('on', decodeURIComponent(link.hash.slice(1)) === unit.id);
  }
};

const step = (by) => {
  const changes = [...document.querySelectorAll('#sheet [data-change]')];
  if (!changes.length) return;
  const bar = (document.querySelector('.bar')?.getBoundingClientRect().bottom || 0) + 70;
  let at = changes.indexOf(here);
  if (at >= 0) at += by;
  else {
    const below = changes.findIndex((c) => c.getBoundingClientRect().top > bar);
    at = by > 0 ? below : (below < 0 ? changes.length : below) - 1;
  }
  goTo(changes[Math.max(0, Math.min(changes.length - 1, at < 0 && by > 0 ? changes.length - 1 : at))]);
};

// The selected words as a range of one unit's own characters, in code points.
const selected = () => {
  const s = getSelection();
  if (!s || s.isCollapsed || !s.rangeCount) return null;
  const range = s.getRangeAt(0);
  const start = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
  const line = start?.closest('#sheet p[data-unit]');
  if (!line) return null;
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let at = Number(line.dataset.at || 0);
  let from = -1;
  let to = -1;
  let words = '';
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest('del, .no, [data-aside]')) continue;
    if (range.intersectsNode(node)) {
      const a = node === range.startContainer ? range.startOffset : 0;
      const b = node === range.endContainer ? range.endOffset : node.data.length;
      if (b > a) {
        if (from < 0) from = at + codePoints(node.data.slice(0, a));
        to = at + codePoints(node.data.slice(0, b));
        words += node.data.slice(a, b);
      }
    }
    at += codePoints(node.data);
  }
  return from < 0 || to <= from ? null : { unit: line.dataset.unit, from, to, words };
};

const chineseOf = (address) => document.querySelector(`#side [data-unit-link="${CSS.escape(address)}"]`)?.textContent;

// comment opens the form on the unit the person is at, or on the words selected.
const comment = (unit, words) => {
  const say = $('say');
  if (!say) return;
  const form = say.querySelector('form');
  const number = (unit || here)?.querySelector('.no')?.textContent.trim();
  form.unit.value = words?.unit || (unit || here)?.dataset.unit || '';
  form.start.value = words ? words.from : '';
  form.end.value = words ? words.to : '';
  form.quote.value = words ? words.words : '';
  const target = form.querySelector('[data-target]');
  target.textContent = form.unit.value ? chineseOf(form.unit.value) || numberShown(unit || here) || number : target.dataset.whole;
  say.open = true;
  say.scrollIntoView({ block: 'nearest' });
  form.text.focus();
};

const numberShown = (unit) => {
  const no = unit?.querySelector('.no');
  if (!no) return '';
  const copy = no.cloneNode(true);
  for (const gone of copy.querySelectorAll('del')) gone.remove();
  return copy.textContent.trim();
};

const edit = () => {
  const at = here?.dataset.unit || '';
  const mine = [...document.querySelectorAll('#side .thread')].filter((c) => !at || c.dataset.at === at || c.dataset.at.startsWith(`${at}.`) || c.dataset.at.startsWith(`${at}(`));
  for (const card of mine) {
    const box = card.querySelector('details[data-edit], details[data-answer]');
    if (!box) continue;
    box.open = true;
    card.scrollIntoView({ block: 'nearest' });
    box.querySelector('textarea, input:not([type=hidden])').focus();
    return;
  }
};

document.addEventListener('keydown', (event) => {
  if (typing(event) || document.querySelector('dialog[open]')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
  else if (key === 'c') {
    const words = selected();
    const unit = words ? holder(getSelection().getRangeAt(0).startContainer) : here;
    if (unit) goTo(unit, false);
    comment(unit, words);
  } else if (key === 'e') edit();
  else if (key === '?') $('keys')?.showModal();
  else return;
  event.preventDefault();
});

// What was selected is remembered: a press on "comment" loses the selection.
let remembered = null;
document.addEventListener('selectionchange', () => {
  const words = selected();
  if (words) remembered = { words, unit: holder(getSelection().getRangeAt(0).startContainer) };
});

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.more-acts[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const say = event.target.closest('a.say-here');
  if (say) {
    event.preventDefault();
    const unit = holder(say);
    goTo(unit, false);
    comment(unit, remembered && remembered.unit === unit ? remembered.words : null);
    remembered = null;
    return;
  }
  const link = event.target.closest('a[data-unit-link], a.quoted');
  if (link && link.classList.contains('quoted')) {
    const card = $(link.hash.slice(1));
    if (card) {
      event.preventDefault();
      for (const on of document.querySelectorAll('.card.on')) on.classList.remove('on');
      const folded = card.closest('details:not([open])');
      if (folded) folded.open = true;
      card.classList.add('on');
      card.scrollIntoView({ block: 'nearest' });
    }
    return;
  }
  if (link) {
    const unit = holder(document.querySelector(`#sheet [data-unit="${CSS.escape(link.dataset.unitLink)}"]`));
    if (unit) {
      event.preventDefault();
      goTo(unit);
    }
    return;
  }
  const unit = holder(event.target);
  if (unit && getSelection()?.isCollapsed && !event.target.closest('a, button')) {
    goTo(unit, false);
    remembered = null;
  }
});

// Forms and tabs of the panel swap what changed; where that fails the browser
// goes on as it would without.
const swap = (html, address) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (!page.getElementById('side')) return false;
  const side = $('side').scrollTop;
  const at = here?.id;
  for (const id of swapped) {
    const next = page.getElementById(id);
    if (next && $(id)) $(id).replaceWith(next);
  }
  here = null;
  if (at && $(at)) goTo($(at), false);
  const mark = address.hash.slice(1);
  const card = mark && mark !== 'side' && $(mark);
  if (card && $('side').contains(card)) {
    card.classList.add('on');
    card.scrollIntoView({ block: 'nearest' });
  } else $('side').scrollTop = page.querySelector('#side .notice.bad') ? 0 : side;
  return true;
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches('form[data-swap]')) return;
  event.preventDefault();
  let body = new FormData(form);
  if (form.enctype !== 'multipart/form-data') body = new URLSearchParams(body);
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    const html = await answer.text();
    const address = new URL(answer.url);
    // fetch keeps no fragment of a redirect, so the address says it too.
    address.hash = address.searchParams.get('at') || '';
    if (!swap(html, address)) location.assign(answer.url);
  } catch {
    delete form.dataset.sent;
    form.removeAttribute('data-swap');
    form.submit();
  }
});

document.addEventListener('click', async (event) => {
  const tab = event.target.closest('#side > .tabs a');
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(tab.href);
    if (!swap(await answer.text(), new URL(answer.url))) throw new Error('another page');
    history.replaceState(null, '', tab.href);
  } catch {
    location.assign(tab.href);
  }
});

if (here && !location.hash) goTo(here);
for (const form of document.querySelectorAll('form[data-pick]')) {
  form.querySelector('[data-plain]').hidden = true;
  form.addEventListener('change', () => form.submit());
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
if (matchMedia('(max-width: 800px)').matches) document.querySelector('.toc details')?.removeAttribute('open');
