// Where in the text a person is, and which words are selected.
const codePoints = (s) => Array.from(s).length;

let here = document.querySelector('#sheet .here');

// current is the unit the person is at, or null.
export const current = () => (here?.isConnected ? here : (here = document.querySelector('#sheet .here')));

// holder is the unit of the sheet that a node stands in.
export const holder = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest('#sheet [id][data-unit]');

// article is the unit itself, where it is one that can be ticked as read.
export const article = (unit) => (unit?.querySelector('button.tick') ? unit : null);

export const goTo = (unit, scroll = true) => {
  if (!unit) return;
  current()?.classList.remove('here');
  here = unit;
  unit.classList.add('here');
  if (scroll) {
    if (!unit.hasAttribute('tabindex')) unit.tabIndex = -1;
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

// own are the text nodes of a line that are the newer text's characters.
const own = function* (line) {
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest('del, .no, [data-aside]')) yield node;
  }
};

// chars are the characters that a text node stands for: the picture of one that
// would hide (visible.go) counts as that one.
const chars = (node) => {
  const code = node.parentElement.dataset.code;
  return code ? String.fromCodePoint(parseInt(code, 16)) : node.data;
};

// selected are the selected words as a range of one unit's own characters, in
// code points.
export const selected = () => {
  const s = getSelection();
  if (!s || s.isCollapsed || !s.rangeCount) return null;
  const range = s.getRangeAt(0);
  const start = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
  const line = start?.closest('#sheet p[data-unit]');
  if (!line) return null;
  let at = Number(line.dataset.at || 0);
  let from = -1;
  let to = -1;
  let words = '';
  for (const node of own(line)) {
    const text = chars(node);
    if (range.intersectsNode(node)) {
      let a = node === range.startContainer ? range.startOffset : 0;
      let b = node === range.endContainer ? range.endOffset : node.data.length;
      if (b > a) {
        if (text !== node.data) [a, b] = [0, text.length]; // a picture whole
        if (from < 0) from = at + codePoints(text.slice(0, a));
        to = at + codePoints(text.slice(0, b));
        words += text.slice(a, b);
      }
    }
    at += codePoints(text);
  }
  return from < 0 || to <= from ? null : { unit: line.dataset.unit, from, to, words, holder: holder(line) };
};

// paragraph is a unit's words where it has one line only: those that a
// proposal for the whole of it begins with.
export const paragraph = (unit) => {
  const lines = [...(unit?.querySelectorAll('p[data-unit]') || [])];
  if (lines.length !== 1) return null;
  const words = [...own(lines[0])].map(chars).join('');
  return { unit: lines[0].dataset.unit, words };
};
