// Others' comments appear without reloading: every few seconds the page asks
// whether anything is new, and only then for the panel.
import { holder } from './desk_place.js';
import { swap } from './desk_swap.js';

const every = 4000;
const side = () => document.getElementById('side');
let position = Number(side()?.dataset.position || 0);
let asking = false;
let composing = false;

document.addEventListener('compositionstart', () => { composing = true; });
document.addEventListener('compositionend', () => { composing = false; });

// The panel is left alone while an input method is at work in it.
const busy = () => composing && side().contains(document.activeElement);

// entry is the contents' link to the part of the text that shows what a comment
// is on: a table is numbered through the text, and several units may stand in
// one part.
const entry = (links, card) => {
  for (const address of [card.dataset.at, card.dataset.article]) {
    let unit = address && holder(document.querySelector(`#sheet [data-unit="${CSS.escape(address)}"]`));
    for (; unit; unit = holder(unit.parentElement)) if (links.has(unit.id)) return unit.id;
  }
  return null;
};

const counts = () => {
  const on = new Map();
  const links = new Map([...document.querySelectorAll('.toc a[data-article]')].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  for (const card of document.querySelectorAll('#side .thread:not(.done)')) {
    const id = entry(links, card);
    if (id) on.set(id, (on.get(id) || 0) + 1);
  }
  for (const [id, link] of links) {
    const n = on.get(id) || 0;
    let mark = link.querySelector('.m.comments');
    if (!n) { mark?.remove(); continue; }
    if (!mark) {
      mark = document.createElement('span');
      mark.className = 'm comments';
      link.querySelector('.marks').append(mark);
    }
    mark.textContent = n;
    const beside = document.getElementById(id)?.querySelector('.tag .m.comments');
    if (beside) beside.textContent = n;
  }
};

const ask = async () => {
  const matter = side()?.dataset.matter;
  if (!matter || asking || document.visibilityState === 'hidden' || busy()) return;
  asking = true;
  try {
    position = Math.max(position, Number(side().dataset.position));
    const answer = await fetch(`/api/v1/matters/${matter}/news?after=${position}`);
    if (answer.status !== 200) return;
    const news = await answer.json();
    const before = new Set([...document.querySelectorAll('#side [id^="c-"]')].map((c) => c.id));
    const panel = await fetch(`/matters/${matter}/panel${location.search}`);
    if (!panel.ok || busy()) return;
    if (!swap(await panel.text(), null, null, ['side'])) return;
    position = news.position;
    for (const card of document.querySelectorAll('#side [id^="c-"]')) if (!before.has(card.id)) card.classList.add('new');
    if (document.querySelector('#side .thread')) counts();
  } catch {
    // The server does not answer; it is asked again.
  } finally {
    asking = false;
  }
};
setInterval(ask, every);
document.addEventListener('visibilitychange', ask);
