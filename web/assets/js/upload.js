// Uploading with a drop area and a bar. Without this the form uploads by
// itself; with it the file is sent as soon as it is chosen, and the server says
// where its preview is.
for (const form of document.querySelectorAll('form[data-upload]')) {
  const area = form.querySelector('.drop');
  const input = form.querySelector('input[type=file]');
  const plain = form.querySelector('[data-plain]');
  const choose = form.querySelector('label[for=file]');
  const bar = form.querySelector('[data-bar]');
  const progress = bar.querySelector('progress');
  const percent = bar.querySelector('[data-percent]');
  const name = bar.querySelector('[data-name]');
  const problem = form.querySelector('[data-problem]');
  let request = null;

  plain.hidden = true;
  choose.hidden = false;
  input.classList.add('visually-hidden');

  const tell = (sentence, id) => {
    bar.hidden = true;
    choose.hidden = false;
    input.value = '';
    problem.hidden = false;
    problem.textContent = id ? `${sentence} (${id})` : sentence;
  };

  const send = (file) => {
    if (request) return;
    problem.hidden = true;
    if (file.size > Number(form.dataset.limit)) {
      tell(form.dataset.tooLarge);
      return;
    }
    choose.hidden = true;
    bar.hidden = false;
    name.textContent = file.name;
    const data = new FormData();
    data.append('file', file);
    request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      const done = Math.round((event.loaded / event.total) * 100);
      progress.value = done;
      progress.parentElement.setAttribute('aria-valuenow', done);
      percent.textContent = done === 100 ? form.dataset.done : `${done}%`;
    });
    request.addEventListener('load', () => {
      const answer = request.response || {};
      const ok = request.status === 201;
      request = null;
      if (ok) location.assign(answer.location);
      else tell(answer.detail || form.dataset.broken, answer.requestId);
    });
    for (const end of ['error', 'abort']) {
      request.addEventListener(end, () => {
        request = null;
        tell(form.dataset.broken);
      });
    }
    request.send(data);
  };

  input.addEventListener('change', () => input.files[0] && send(input.files[0]));
  bar.querySelector('[data-cancel]').addEventListener('click', () => request && request.abort());
  for (const kind of ['dragenter', 'dragover']) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add('over');
    });
  }
  for (const kind of ['dragleave', 'drop']) area.addEventListener(kind, () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) send(file);
  });
}
