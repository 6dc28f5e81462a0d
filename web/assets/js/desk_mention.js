// After @ the names of those one may mention are offered.
let list = null;

const close = () => {
  list?.remove();
  list = null;
};

// begun is what has been typed of a name before the cursor, or null.
const begun = (field) => {
  const before = field.value.slice(0, field.selectionStart);
  const at = before.lastIndexOf('@');
  const words = before.slice(at + 1);
  return at < 0 || words.length > 12 || /\s/.test(words) ? null : { at, words };
};

const choose = (field, name) => {
  const { at } = begun(field);
  field.setRangeText(`@${name} `, at, field.selectionStart, 'end');
  close();
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

const offer = (field) => {
  close();
  const typed = begun(field);
  if (!typed) return;
  const names = [...document.querySelectorAll('#people option')].map((o) => o.value).filter((n) => n.includes(typed.words)).slice(0, 8);
  if (!names.length || names.some((n) => n === typed.words)) return;
  list = document.createElement('ul');
  list.className = 'names';
  list.setAttribute('role', 'listbox');
  for (const [i, name] of names.entries()) {
    const li = document.createElement('li');
    li.setAttribute('role', 'option');
    li.setAttribute('aria-selected', i === 0);
    li.textContent = name;
    li.addEventListener('mousedown', (event) => {
      event.preventDefault();
      choose(field, name);
    });
    list.append(li);
  }
  field.after(list);
};

document.addEventListener('input', (event) => {
  if (event.target.matches('textarea[data-mention]') && !event.isComposing) offer(event.target);
});
document.addEventListener('compositionend', (event) => {
  if (event.target.matches('textarea[data-mention]')) offer(event.target);
});
document.addEventListener('focusout', close);
document.addEventListener('keydown', (event) => {
  if (!list || event.isComposing || event.keyCode === 229) return;
  const options = [...list.children];
  const at = options.findIndex((o) => o.getAttribute('aria-selected') === 'true');
  if (event.key === 'Escape') close();
  else if (event.key === 'Enter' || event.key === 'Tab') choose(event.target, options[at].textContent);
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const to = (at + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute('aria-selected', i === to));
  } else return;
  event.preventDefault();
});
