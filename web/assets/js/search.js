// Searching by keyboard alone: suggestions while typing (a combobox after the
// ARIA practices), J and K from hit to hit, ? for the keys. Forms and links do
// all of it without.
import { typing } from './shell.js';

const field = document.querySelector('input[data-suggest]');
if (field) suggest(field);

// suggest hangs a list of suggestions on a field.
function suggest(input) {
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.getAttribute('aria-label'));
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) input.setAttribute(name, value);

  let at = -1;
  let asked = 0;
  let timer = 0;
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  // mark makes one suggestion the current one.
  const mark = (n) => {
    const all = [...list.children];
    at = (n + all.length) % all.length;
    all.forEach((one, i) => one.setAttribute('aria-selected', String(i === at)));
    input.setAttribute('aria-activedescendant', all[at].id);
    all[at].scrollIntoView({ block: 'nearest' });
  };
  // take puts a suggestion in the place of the last words typed.
  const take = (one) => {
    const before = input.value.match(/^.*[\s\u3000](?=[^\s\u3000]*$)/);
    input.value = (before ? before[0] : '') + one.dataset.query;
    close();
    input.form.requestSubmit ? input.form.requestSubmit() : input.form.submit();
  };
  const show = (items) => {
    list.replaceChildren(...items.map((item, i) => {
      const one = document.createElement('li');
      one.id = 'suggestion-' + i;
      one.dataset.query = item.query;
      one.setAttribute('role', 'option');
      one.setAttribute('aria-selected', 'false');
      const text = document.createElement('span');
      text.lang = 'zh-CN';
      text.textContent = item.text;
      const kind = document.createElement('small');
      kind.textContent = input.dataset[item.kind] || '';
      one.append(text, kind);
      one.addEventListener('mousedown', (event) => {
        event.preventDefault();
        take(one);
      });
      return one;
    }));
    at = -1;
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  };
  const ask = async () => {
    const mine = ++asked;
    const words = input.value;
    if (!words.trim() || /[\s\u3000]$/.test(words)) return close();
    try {
      const answer = await fetch(input.dataset.suggest + '?q=' + encodeURIComponent(words), { headers: { Accept: 'application/json' } });
      if (!answer.ok) return close();
      const { items } = await answer.json();
      if (mine === asked && document.activeElement === input) show(items || []);
    } catch {
      close(); // suggestions are a help, not a need
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  };
  // Half a word of an input method is not typed yet.
  input.addEventListener('input', (event) => { if (!event.isComposing) later(); });
  input.addEventListener('compositionend', later);
  input.addEventListener('blur', () => { asked++; clearTimeout(timer); close(); });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !list.hidden) {
      event.preventDefault();
      mark(event.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      take(list.children[at]);
    }
  });
}

// From hit to hit.
document.addEventListener('keydown', (event) => {
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  if (event.key === '?') {
    document.getElementById('keys')?.showModal();
  } else if (key === 'j' || key === 'k') {
    const all = [...document.querySelectorAll('.hit a.where')].filter((one) => one.getClientRects().length);
    if (!all.length) return;
    const now = all.indexOf(document.activeElement);
    const next = all[Math.min(Math.max(now + (key === 'j' ? 1 : -1), 0), all.length - 1)];
    document.querySelector('.hit.here')?.classList.remove('here');
    next.closest('.hit').classList.add('here');
    next.focus();
    next.scrollIntoView({ block: 'center' });
  }
});

// What is chosen holds at once.
for (const one of document.querySelectorAll('[data-submit]')) one.addEventListener('change', () => one.form.submit());
for (const one of document.querySelectorAll('[data-print]')) {
  one.hidden = false;
  one.addEventListener('click', () => print());
}

// What is folded on the screen is printed too.
addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('.hits details')) folded.open = true;
});
