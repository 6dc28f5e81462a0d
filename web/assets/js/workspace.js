// The review workspace: moving through changes, articles and comments, and the
// keys. Everything here also works without, by links and plain forms.
import { typing } from './shell.js';
import { goTo, holder, current, article } from './desk_place.js';
import { comment, propose, remember, remembered, insert } from './desk_say.js';
import { openPanel } from './desk_swap.js';
import './desk_save.js';
import './desk_live.js';
import './desk_bases.js';
import './desk_mention.js';

const $ = (id) => document.getElementById(id);
const all = (css) => [...document.querySelectorAll(css)];

// What sticks below the bar begins where the bar ends, on however many lines.
const bar = document.querySelector('.bar');
const measure = () => document.documentElement.style.setProperty('--bar', `${bar.offsetHeight}px`);
if (bar) {
  measure();
  new ResizeObserver(measure).observe(bar);
}

// step goes to the next or previous of the units that css finds: from the one
// the person is at or, where it is none of them, from what is on the screen.
const step = (css, by) => {
  const units = all(css);
  if (!units.length) return;
  const seen = (bar?.getBoundingClientRect().bottom || 0) + 70;
  let at = units.indexOf(current());
  if (at >= 0) at += by;
  else {
    const below = units.findIndex((c) => c.getBoundingClientRect().top > seen);
    at = by > 0 ? below : (below < 0 ? units.length : below) - 1;
  }
  goTo(units[Math.max(0, Math.min(units.length - 1, at < 0 && by > 0 ? units.length - 1 : at))]);
};

// card marks a comment as the current one and brings it into sight.
const card = (one, focus = true) => {
  for (const on of all('#side .card.on')) on.classList.remove('on');
  const folded = one.closest('details:not([open])');
  if (folded) folded.open = true;
  one.classList.add('on');
  one.scrollIntoView({ block: 'nearest' });
  if (focus) one.focus({ preventScroll: true });
};

const stepCard = (by) => {
  const cards = all('#side .card:not(.say)').filter((c) => c.matches('.thread, .planned, .said'));
  if (!cards.length) return;
  const at = cards.findIndex((c) => c.classList.contains('on'));
  card(cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.max(0, Math.min(cards.length - 1, at + by))]);
};

// answer opens what one can say to the current comment.
const answer = () => {
  const box = document.querySelector('#side .card.on')?.querySelector('details[data-edit], details[data-answer], details[data-reply]');
  if (!box) return;
  box.open = true;
  box.querySelector('textarea, input:not([type=hidden])').focus();
};

const read = () => {
  const unit = article(current());
  unit?.querySelector('button.tick')?.click();
};

const view = () => {
  const links = all('.seg a');
  const now = links.findIndex((a) => a.hasAttribute('aria-current'));
  links[now === links.length - 1 ? 0 : links.length - 1]?.click();
};

const panels = { c: 'comments', p: 'points', m: 'materials', l: 'changes', b: 'before', t: 'timeline', o: 'opinions' };
let going = 0;

const keys = {
  j: () => step('#sheet [data-change]', 1),
  k: () => step('#sheet [data-change]', -1),
  l: () => step('#sheet [data-unit].k-article, #sheet [data-unit].k-item', 1),
  h: () => step('#sheet [data-unit].k-article, #sheet [data-unit].k-item', -1),
  n: () => stepCard(1),
  p: () => stepCard(-1),
  c: () => comment(),
  e: () => propose(),
  a: answer,
  r: read,
  v: view,
  '?': () => $('keys')?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (typing(event) || document.querySelector('dialog[open]')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const went = Date.now() - going < 1500;
  going = 0;
  if (went && panels[key]) openPanel(document.querySelector(`#side a[data-tab=${panels[key]}]`)?.href);
  else if (key === 'g') going = Date.now();
  else if (keys[key]) keys[key]();
  else return;
  event.preventDefault();
});

// Ctrl and Enter send what is being written.
document.addEventListener('keydown', (event) => {
  const form = event.target.form;
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || !form?.dataset.save) return;
  event.preventDefault();
  const button = form.querySelector('button.btn:not([name])');
  if (form.reportValidity()) button.click();
});

document.addEventListener('selectionchange', remember);

document.addEventListener('click', (event) => {
  for (const menu of all('details.more-acts[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const say = event.target.closest('a.say-here');
  if (say) {
    event.preventDefault();
    const unit = holder(say);
    goTo(unit, false);
    comment(unit, remembered(unit));
    return;
  }
  const phrase = event.target.closest('[data-phrase]');
  if (phrase) {
    event.preventDefault();
    insert(phrase.dataset.phrase, phrase.dataset.kind);
    return;
  }
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.textContent = copy.dataset.copied; });
    return;
  }
  const quoted = event.target.closest('a.quoted');
  if (quoted) {
    const one = $(quoted.hash.slice(1));
    if (one) {
      event.preventDefault();
      card(one, false);
    }
    return;
  }
  const link = event.target.closest('a[data-unit-link]');
  if (link) {
    const unit = holder(document.querySelector(`#sheet [data-unit="${CSS.escape(link.dataset.unitLink)}"]`));
    if (unit) {
      event.preventDefault();
      goTo(unit);
    }
    return;
  }
  const own = event.target.closest('#side .card.thread');
  if (own && !event.target.closest('a, button, summary, input, textarea, select, label')) card(own, false);
  const unit = holder(event.target);
  if (unit && getSelection()?.isCollapsed && !event.target.closest('a, button')) goTo(unit, false);
});

if (current() && (!location.hash || location.hash === '#say')) goTo(current());
if (location.hash === '#say' && $('say')) {
  // Where the form stands below the text, it and not the article is asked for.
  $('say').scrollIntoView({ block: 'nearest' });
  // The browser goes to what the address names until the page has loaded.
  const write = () => $('say').querySelector('textarea[name=text]')?.focus({ preventScroll: true });
  if (document.readyState === 'complete') write();
  else addEventListener('load', () => setTimeout(write));
}
if (location.hash.startsWith('#c-') && $(location.hash.slice(1))) card($(location.hash.slice(1)), false);
for (const form of all('form[data-pick]')) {
  form.querySelector('[data-plain]').hidden = true;
  form.addEventListener('change', () => form.submit());
}
for (const button of all('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
if (matchMedia('(max-width: 800px)').matches) document.querySelector('.toc details')?.removeAttribute('open');
