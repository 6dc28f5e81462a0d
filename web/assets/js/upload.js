// Uploading with a drop area and a bar. Without this the form uploads by
// itself; with it the file is sent as soon as it is chosen, and the server says
// where its preview is.
import { send } from './sending.js';

for (const form of document.querySelectorAll('form[data-upload]')) {
  const area = form.querySelector('.drop');
  const input = form.querySelector('input[type=file]');
  const plain = form.querySelector('[data-plain]');
  const choose = form.querySelector('label[for=file]');
  const bar = form.querySelector('[data-bar]');
  const name = bar.querySelector('[data-name]');
  const problem = form.querySelector('[data-problem]');
  let running = null;

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

  const upload = async (file) => {
    if (running) return;
    problem.hidden = true;
    if (file.size > Number(form.dataset.limit)) {
      tell(form.dataset.tooLarge);
      return;
    }
    choose.hidden = true;
    name.textContent = file.name;
    const data = new FormData();
    data.append('file', file);
    const request = await send(form, data, 'application/json', (begun) => { running = begun; });
    running = null;
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* told as broken */ }
    if (request?.status === 201) location.assign(answer.location);
    else tell(answer.detail || form.dataset.broken, answer.requestId);
  };

  input.addEventListener('change', () => input.files[0] && upload(input.files[0]));
  bar.querySelector('[data-cancel]').addEventListener('click', () => running?.abort());
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
    if (file) upload(file);
  });
}
