// The form of a comment: what it is on, and the wording it proposes.
import { current, goTo, holder, paragraph, selected } from './desk_place.js';

const form = () => document.querySelector('#say form');
const changed = (field) => field.dispatchEvent(new Event('input', { bubbles: true }));

// What was selected is remembered: a press on "comment" loses the selection.
let last = null;
export const remember = () => {
  const words = selected();
  if (words) last = words;
};
export const remembered = (unit) => {
  const words = last && last.holder === unit ? last : null;
  last = null;
  return words;
};

const nameOf = (address) => document.querySelector(`#sheet [data-unit="${CSS.escape(address)}"][data-name]`)?.dataset.name;

// aim says on what the form's comment is.
const aim = (unit, words) => {
  const f = form();
  f.unit.value = words?.unit || unit?.dataset.unit || '';
  f.start.value = words?.from ?? '';
  f.end.value = words?.to ?? '';
  f.quote.value = words && 'from' in words ? words.words : '';
  f.material.value = '';
  const target = f.querySelector('[data-target]');
  target.textContent = (f.unit.value && nameOf(f.unit.value)) || target.dataset.whole;
};

const open = (field) => {
  const say = document.getElementById('say');
  say.open = true;
  say.scrollIntoView({ block: 'nearest' });
  field.focus();
};

// at is the unit to speak of and the words selected in it: none where they are
// those of the older text.
const at = () => {
  const words = selected();
  const chosen = getSelection();
  const unit = (chosen && !chosen.isCollapsed && holder(chosen.getRangeAt(0).startContainer)) || current();
  if (unit) goTo(unit, false);
  return [unit, words];
};

// comment opens the form on the unit the person is at, or on the words
// selected.
export const comment = (unit, words) => {
  if (!form()) return;
  aim(...(unit ? [unit, words] : at()));
  open(form().text);
};

// take puts words that were selected on the form while it stands open; the
// cursor stays where it is. A comment on a material, and one for which wording
// was begun, stay where they are: there one selects to copy.
export const take = () => {
  const f = form();
  const words = selected();
  if (!f || !words || f.material.value) return;
  if (f.proposed.value && f.proposed.value !== f.proposed.dataset.was) return;
  aim(words.holder, words);
  if (f.proposed.value) f.proposed.value = f.proposed.dataset.was = words.words;
};

// tell says at the closed form that words are selected.
const tell = () => {
  const say = document.getElementById('say');
  if (say) say.querySelector('[data-selected]').hidden = say.open || !selected();
};

// A selection is finished when neither it nor the mouse moves any more.
let pressed = false;
let settling;
const settle = () => {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (pressed) return;
    tell();
    if (document.getElementById('say')?.open) take();
  }, 150);
};
document.addEventListener('selectionchange', settle);
document.addEventListener('pointerdown', (event) => {
  pressed = true;
  // The press that opens the form loses the selection.
  const say = event.target.closest?.('#say > summary')?.parentElement;
  if (say && !say.open) take();
}, true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    pressed = false;
    settle();
  }, true);
}

// propose opens it with the words to be changed.
export const propose = () => {
  const f = form();
  if (!f) return;
  const [unit, words] = at();
  const line = words || paragraph(unit);
  aim(unit, line);
  f.querySelector('[data-wording]').open = true;
  if (!f.proposed.value || f.proposed.value === f.proposed.dataset.was) {
    f.proposed.value = line?.words || '';
    f.proposed.dataset.was = f.proposed.value;
  }
  open(f.proposed);
};

// insert puts kept wording where the cursor stood in the comment's text.
export const insert = (words, kind) => {
  const f = form();
  if (!f) return;
  const field = f.text;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end');
  if (kind && !f.kind.value) f.kind.value = kind;
  changed(field);
  open(field);
};

// Words offered for a proposal and left as they are propose nothing.
document.addEventListener('submit', (event) => {
  const field = event.target.closest('#say form')?.proposed;
  if (field && field.dataset.was && field.value === field.dataset.was) field.value = '';
}, true);
