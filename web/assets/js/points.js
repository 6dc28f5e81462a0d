// Review points by keys. Everything here also works without.
import { typing } from './shell.js';

// 1, 2, 3 conclude the point one is at; O goes on to the next open one.
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || typing(event) || document.querySelector('dialog[open]')) return;
  const cards = [...document.querySelectorAll('[data-point]')];
  if (!cards.length) return;
  const here = document.activeElement.closest?.('[data-point]');
  if (event.key.toLowerCase() === 'o') {
    const open = cards.filter((card) => !card.classList.contains('concluded') && card.querySelector('details form'));
    const next = open.find((card) => here && here.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING) || open[0];
    next?.querySelector('.foot summary')?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  } else if (here && /^[123]$/.test(event.key)) {
    const verdict = ['in-order', 'problem', 'not-applicable'][event.key - 1];
    const choice = here.querySelector(`input[name=verdict][value=${verdict}]`);
    if (!choice) return;
    choice.checked = true;
    here.querySelector('.foot details').open = true;
    here.querySelector(verdict === 'problem' ? 'textarea' : 'form button').focus();
  } else return;
  event.preventDefault();
});
