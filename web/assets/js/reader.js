// The table of contents follows the reader: the article at the top of the
// window is marked in it.
const links = new Map();
for (const link of document.querySelectorAll('.contents a[href^="#"]')) {
  links.set(decodeURIComponent(link.hash.slice(1)), link);
}
const units = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

let current = null;
const follow = () => {
  const top = 120;
  let low = 0;
  let high = units.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (units[mid].getBoundingClientRect().top <= top) low = mid + 1;
    else high = mid;
  }
  const link = links.get((units[low - 1] || units[0])?.id);
  if (link === current) return;
  current?.removeAttribute('aria-current');
  current = link;
  link?.setAttribute('aria-current', 'true');
  const list = link?.closest('.contents');
  if (list && list.scrollHeight > list.clientHeight) {
    const at = link.offsetTop - list.clientHeight / 2;
    if (Math.abs(list.scrollTop - at) > list.clientHeight / 3) list.scrollTop = at;
  }
};

let waiting = false;
addEventListener('scroll', () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    follow();
  });
}, { passive: true });
follow();
// On a phone the contents begin folded.
if (matchMedia('(max-width: 800px)').matches) document.querySelector('.contents details')?.removeAttribute('open');
