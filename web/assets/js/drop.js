// Several materials at once: files dropped or chosen are listed, each with the
// item of the checklist that its name tells of, and sent together with a bar.
// Without this the form sends them as they are and the server guesses.
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

const show = (form) => {
  const list = form.querySelector('[data-list]');
  const files = chosen.get(form) || [];
  list.replaceChildren();
  list.hidden = files.length === 0;
  form.querySelector('[data-send]').hidden = files.length === 0;
  files.forEach((one, i) => {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${one.file.name} · ${human(one.file.size)}`;
    const select = document.createElement('select');
    select.append(form.querySelector('[data-options]').content.cloneNode(true));
    select.setAttribute('aria-label', `${form.dataset.item} · ${one.file.name}`);
    select.value = one.code;
    select.addEventListener('change', () => { one.code = select.value; });
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

const take = (form, files) => {
  const options = [...form.querySelector('[data-options]').content.querySelectorAll('option')];
  const all = chosen.get(form) || [];
  for (const file of files) all.push({ file, code: guess(options, file.name) || options[0].value });
  chosen.set(form, all);
  show(form);
};

const prepare = (form) => {
  if (form.dataset.ready) return;
  form.dataset.ready = '1';
  form.querySelector('[data-send]').hidden = true;
};

// The panel is swapped as one works, so everything listens at the document.
const formOf = (event) => event.target.closest?.('form[data-drop]');
for (const form of document.querySelectorAll('form[data-drop]')) prepare(form);

document.addEventListener('change', (event) => {
  const form = formOf(event);
  if (!form || event.target.type !== 'file') return;
  prepare(form);
  take(form, event.target.files);
  event.target.value = '';
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

document.addEventListener('submit', (event) => {
  const form = formOf(event);
  const files = form && chosen.get(form);
  if (!files || files.length === 0) return;
  event.preventDefault();
  const bar = form.querySelector('[data-bar]');
  const progress = bar.querySelector('progress');
  const percent = bar.querySelector('[data-percent]');
  const problem = form.querySelector('[data-problem]');
  const data = new FormData();
  for (const field of form.querySelectorAll('input[type=hidden]')) data.append(field.name, field.value);
  for (const one of files) {
    data.append('code', one.code);
    data.append('file', one.file);
  }
  problem.hidden = true;
  bar.hidden = false;
  const tell = (answer) => {
    bar.hidden = true;
    delete form.dataset.sent;
    problem.hidden = false;
    problem.textContent = answer?.detail ? `${answer.detail} (${answer.requestId})` : form.dataset.broken;
  };
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.upload.addEventListener('progress', (progressed) => {
    if (!progressed.lengthComputable) return;
    const done = Math.round((progressed.loaded / progressed.total) * 100);
    progress.value = done;
    progress.parentElement.setAttribute('aria-valuenow', done);
    percent.textContent = done === 100 ? form.dataset.done : `${done}%`;
  });
  request.addEventListener('load', () => {
    if (request.status < 400) location.assign(request.responseURL.includes('/matters/') ? request.responseURL : location.href);
    else {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* told as broken */ }
      tell(answer);
    }
  });
  request.addEventListener('error', () => tell(null));
  request.send(data);
}, true);
