// What is typed into forms with data-save and not sent is kept on the server,
// for this person alone, so that a lost tab loses nothing.
const root = () => document.querySelector('[data-matter]')?.dataset.matter;
const skipped = ['once', 'rev', 'back', 'draft'];
const pause = 800;
const waiting = new Map();
const sent = new WeakMap();

const typed = (form) => {
  const all = {};
  let words = false;
  for (const [name, value] of new FormData(form)) {
    if (skipped.includes(name) || typeof value !== 'string') continue;
    if (value) (all[name] = all[name] || []).push(value);
    const field = form.elements[name];
    const written = field.tagName === 'TEXTAREA' || field.type === 'search' || field.type === 'text';
    if (value.trim() && written && value !== field.dataset?.was) words = true;
  }
  return words ? all : {};
};

const keep = async (form, last) => {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const body = JSON.stringify({ fields: typed(form), once: form.once?.value || '' });
  if (sent.get(form) === body || !root()) return;
  sent.set(form, body);
  try {
    const answer = await fetch(`/api/v1/matters/${root()}/unsent/${form.dataset.save}`, {
      method: 'PUT', body, headers: { 'Content-Type': 'application/json' }, keepalive: last && body.length < 60000,
    });
    if (!answer.ok) throw new Error(answer.status);
    const note = form.querySelector('[data-kept]');
    if (note) note.textContent = note.dataset.kept;
  } catch {
    // Kept again with the next key, or at the latest in a while.
    sent.delete(form);
    if (!last) waiting.set(form, setTimeout(() => keep(form), 5000));
  }
};

document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (!form?.dataset.save) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), pause));
});
export const rush = () => Promise.all([...waiting.keys()].map((form) => keep(form, true)));
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') rush(); });
window.addEventListener('pagehide', rush);

// What is being sent is no longer unsent.
const drop = (form) => {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
};
document.addEventListener('sending', (event) => drop(event.detail));
document.addEventListener('submit', (event) => drop(event.target));
