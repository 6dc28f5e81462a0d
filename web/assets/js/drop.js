// Several materials at once: files dropped or chosen are listed, each with the
// item of the checklist that its name tells of, and sent together with a bar.
// Without this the form sends them as they are and the server guesses. A form
// with data-drop="items" has a field for each item: the files go into those and
// are sent with all that the form holds.
import { send } from './sending.js';

const sharedRun = (name, file) => {
  for (let n = name.length; n > 0; n -= 1) {
    for (let i = 0; i + n <= name.length; i += 1) if (file.includes(name.slice(i, i + n))) return n;
  }
  return 0;
};

const guess = (options, file) => {
  let best = 1;
  let found = '';
  for (const option of options) {
    const n = sharedRun(option.dataset.name, file);
    if (n > best) {
      best = n;
      found = option.value;
    }
  }
  return found || (options.some((o) => o.value === 'other') ? 'other' : '');
};

const human = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

const chosen = new WeakMap();

const named = 'input[type=file][name^="file-"]';

// fill puts the files of each item into its own field.
const fill = (form) => {
  if (form.dataset.drop !== 'items') return;
  for (const input of form.querySelectorAll(named)) {
    const held = new DataTransfer();
    for (const one of chosen.get(form) || []) if (`file-${one.code}` === input.name) held.items.add(one.file);
    input.files = held.files;
    if (held.files.length) for (let fold = input.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  }
};

const show = (form) => {
  const list = form.querySelector('[data-list]');
  const files = chosen.get(form) || [];
  list.replaceChildren();
  list.hidden = files.length === 0;
  const button = form.querySelector('[data-send]');
  if (button) button.hidden = files.length === 0;
  fill(form);
  files.forEach((one, i) => {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${one.file.name} · ${human(one.file.size)}`;
    const select = document.createElement('select');
    select.append(form.querySelector('[data-options]').content.cloneNode(true));
    select.setAttribute('aria-label', `${form.dataset.item} · ${one.file.name}`);
    select.value = one.code;
    select.addEventListener('change', () => {
      one.code = select.value;
      fill(form);
    });
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.className = 'link';
    remove.textContent = form.dataset.remove;
    remove.addEventListener('click', () => {
      files.splice(i, 1);
      show(form);
    });
    row.append(name, select, remove);
    list.append(row);
  });
};

const take = (form, files, code) => {
  const options = [...form.querySelector('[data-options]').content.querySelectorAll('option')];
  const all = chosen.get(form) || [];
  for (const file of files) all.push({ file, code: code || guess(options, file.name) || options[0].value });
  chosen.set(form, all);
  show(form);
};

const prepare = (form) => {
  if (form.dataset.ready) return;
  form.dataset.ready = '1';
  form.querySelector('.drop').hidden = false;
  show(form);
};

// The panel is swapped as one works, so everything listens at the document.
const formOf = (event) => event.target.closest?.('form[data-drop]');
for (const form of document.querySelectorAll('form[data-drop]')) prepare(form);

document.addEventListener('change', (event) => {
  const form = formOf(event);
  if (!form || event.target.type !== 'file') return;
  const own = form.dataset.drop === 'items' && event.target.matches(named);
  if (!own && !event.target.closest('.drop')) return;
  prepare(form);
  take(form, [...event.target.files], own && event.target.name.slice('file-'.length));
  if (!own) event.target.value = '';
});
for (const kind of ['dragenter', 'dragover']) {
  document.addEventListener(kind, (event) => {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    form.querySelector('.drop').classList.add('over');
  });
}
document.addEventListener('dragleave', (event) => formOf(event)?.querySelector('.drop').classList.remove('over'));
document.addEventListener('drop', (event) => {
  const form = formOf(event);
  if (!form) return;
  event.preventDefault();
  prepare(form);
  form.querySelector('.drop').classList.remove('over');
  take(form, event.dataTransfer.files);
});

const withCodes = (form) => {
  const data = new FormData();
  for (const field of form.querySelectorAll('input[type=hidden]')) data.append(field.name, field.value);
  for (const one of chosen.get(form)) {
    data.append('code', one.code);
    data.append('file', one.file);
  }
  return data;
};

// showAgain puts the page that says what is wrong in the place of this one, with
// the files that were chosen.
const showAgain = (form, html) => {
  const next = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  const fresh = next?.querySelector('form[data-drop="items"]');
  if (!fresh) return false;
  document.querySelector('main').replaceWith(next);
  for (const input of form.querySelectorAll('input[type=file][name]')) {
    const same = fresh.elements[input.name];
    if (same) same.files = input.files;
  }
  chosen.set(fresh, chosen.get(form) || []);
  next.querySelector('[data-again]')?.remove();
  prepare(fresh);
  scrollTo(0, 0);
  return true;
};

// said is what an answer says went wrong, as JSON or as a page; "" where
// nothing was understood.
const said = (request) => {
  if (!request) return '';
  try {
    const answer = JSON.parse(request.responseText);
    return answer.detail ? `${answer.detail} (${answer.requestId})` : '';
  } catch {
    const notice = new DOMParser().parseFromString(request.responseText, 'text/html').querySelector('main .notice.bad');
    return notice ? notice.textContent.trim().replace(/\s+/g, ' ') : '';
  }
};

document.addEventListener('submit', async (event) => {
  const form = formOf(event);
  if (!form) return;
  const items = form.dataset.drop === 'items';
  if (items ? ![...form.querySelectorAll('input[type=file]')].some((input) => input.files.length) : !chosen.get(form)?.length) return;
  event.preventDefault();
  const problem = form.querySelector('[data-problem]');
  problem.hidden = true;
  const request = await send(form, items ? new FormData(form) : withCodes(form), items ? 'text/html' : 'application/json');
  if (request?.status < 400) {
    location.assign(request.responseURL.includes('/matters/') || items ? request.responseURL : location.href);
    return;
  }
  if (items && request && showAgain(form, request.responseText)) return;
  problem.hidden = false;
  problem.textContent = said(request) || form.dataset.broken;
}, true);
