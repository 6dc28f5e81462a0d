// send posts what a form holds and tells on its bar how far that is. It answers
// the request once the server has answered, or null where the way was broken or
// the request aborted; begun is told of it before.
export const send = (form, data, accept, begun = () => {}) => new Promise((resolve) => {
  const bar = form.querySelector('[data-bar]');
  const progress = bar.querySelector('progress');
  const percent = bar.querySelector('[data-percent]');
  const request = new XMLHttpRequest();
  const end = (answer) => {
    bar.hidden = true;
    delete form.dataset.sent;
    resolve(answer);
  };
  bar.hidden = false;
  request.open('POST', form.action);
  request.setRequestHeader('Accept', accept);
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    const done = Math.round((event.loaded / event.total) * 100);
    progress.value = done;
    progress.parentElement.setAttribute('aria-valuenow', done);
    percent.textContent = done === 100 ? form.dataset.done : `${done}%`;
  });
  request.addEventListener('load', () => end(request));
  for (const kind of ['error', 'abort']) request.addEventListener(kind, () => end(null));
  begun(request);
  request.send(data);
});
