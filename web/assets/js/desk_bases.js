// The search for a legal basis answers as one types; a press picks it.
const pause = 250;
let timer;
let asked = 0;

const item = (found) => {
  const li = document.createElement('li');
  li.className = 'basis';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = found.cited;
  const words = document.createElement('p');
  words.textContent = found.text || '';
  words.tabIndex = 0;
  li.append(button, words);
  button.addEventListener('click', () => pick(li, found));
  return li;
};

const pick = (li, found) => {
  const form = li.closest('form');
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name: 'basis', value: found.ref, checked: true });
  const label = document.createElement('label');
  label.className = 'check';
  const name = document.createElement('b');
  name.textContent = found.cited;
  label.append(box, ' ', name);
  li.querySelector('button').replaceWith(label);
  form.querySelector('.picked').append(li);
  form.querySelector('.found').replaceChildren();
  const field = form.elements['basis-q'];
  field.value = '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
};

const find = async (field) => {
  const list = field.closest('[data-bases]').querySelector('.found');
  const words = field.value.trim();
  const turn = ++asked;
  if (words.length < 2) {
    list.replaceChildren();
    return;
  }
  try {
    const answer = await fetch(`/api/v1/bases?q=${encodeURIComponent(words)}`);
    if (!answer.ok || turn !== asked) return;
    const found = (await answer.json()).items;
    const none = document.createElement('li');
    none.className = 'hint';
    none.textContent = list.dataset.none;
    list.replaceChildren(...(found.length ? found.map(item) : [none]));
  } catch {
    // The button beside the field still finds.
  }
};

document.addEventListener('input', (event) => {
  if (event.target.name !== 'basis-q' || event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => find(event.target), pause);
});
document.addEventListener('compositionend', (event) => {
  if (event.target.name === 'basis-q') find(event.target);
});
document.addEventListener('keydown', (event) => {
  if (event.target.name !== 'basis-q' || event.isComposing || event.keyCode === 229 || event.key !== 'Enter') return;
  event.preventDefault();
  const first = event.target.closest('[data-bases]').querySelector('.found button');
  if (first) first.click();
  else find(event.target);
});
