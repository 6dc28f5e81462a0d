// Other forms of an opinion's page lead back to it: what is typed is kept
// before they are sent.
import { rush } from './desk_save.js';

const form = document.querySelector('form[data-save=move-propose], form[data-save=move-edit-opinion]');
document.addEventListener('submit', async (event) => {
  const other = event.target;
  if (!form || other === form || event.defaultPrevented || other.method !== 'post') return;
  event.preventDefault();
  await rush();
  other.submit();
});
