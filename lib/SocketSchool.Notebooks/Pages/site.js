'use strict';
(() => {
  // On a wide screen the contents stand beside the text, opened; on a narrow one they are a drawer.
  const drawer = document.querySelector('.contents details');
  if (drawer) {
    const wide = matchMedia('(min-width: 72rem)');
    const fit = () => {
      drawer.open = wide.matches;
      // Where it cannot be closed, its switch is no stop for the keyboard.
      drawer.querySelector('summary').tabIndex = wide.matches ? -1 : 0;
    };
    wide.addEventListener('change', fit);
    fit();
    drawer.addEventListener('click', event => { if (event.target.closest('a') && !wide.matches) drawer.open = false; });
  }

  // Only what can be scrolled needs to be a stop for the keyboard.
  for (const box of document.querySelectorAll('main [tabindex="0"]')) {
    if (box.scrollWidth <= box.clientWidth) box.removeAttribute('tabindex');
  }

  // On paper nothing can be opened.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open])')];
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of opened) one.open = false; });

  // A link into something folded opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target && target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();

  const form = document.querySelector('.search');
  const field = form.querySelector('input');
  const status = form.querySelector('[role=status]');
  const list = form.querySelector('ol');
  const most = 20;
  form.hidden = false;

  let loading = null;
  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = 'search-index.js';
    script.onload = () => done(window.searchIndex);
    script.onerror = failed;
    document.head.append(script);
  });

  // A heading counts most, then the lesson's title, then how often it is in the text; every word must be somewhere.
  const score = ([, , lesson, heading, text], words) => {
    const title = (heading || lesson).toLowerCase();
    let sum = 0;
    for (const word of words) {
      const at = title.indexOf(word);
      if (at === 0 || (at > 0 && /\W/.test(title[at - 1]))) sum += 30;
      else if (at > 0) sum += 20;
      else if (lesson.toLowerCase().includes(word)) sum += 10;
      else {
        const often = text.toLowerCase().split(word).length - 1;
        if (often === 0) return 0;
        sum += Math.min(often, 9);
      }
    }
    return sum;
  };

  const marked = (text, words) => {
    const line = document.createDocumentFragment();
    const lower = text.toLowerCase();
    for (let at = 0; at < text.length;) {
      let hit = -1, length = 0;
      for (const word of words) {
        const found = lower.indexOf(word, at);
        if (found >= 0 && (hit < 0 || found < hit)) [hit, length] = [found, word.length];
      }
      if (hit < 0 || lower.length !== text.length) { line.append(text.slice(at)); break; }
      line.append(text.slice(at, hit));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(hit, hit + length);
      line.append(mark);
      at = hit + length;
    }
    return line;
  };

  const excerpt = (text, words) => {
    const lower = text.toLowerCase();
    const first = Math.min(...words.map(word => lower.indexOf(word)).filter(at => at >= 0));
    const start = Number.isFinite(first) ? Math.max(0, first - 50) : 0;
    const from = start === 0 ? 0 : text.indexOf(' ', start) + 1;
    const to = from + 150 < text.length ? text.lastIndexOf(' ', from + 150) : text.length;
    return (from > 0 ? '... ' : '') + text.slice(from, to) + (to < text.length ? ' ...' : '');
  };

  const item = ([page, id, lesson, heading, text], words) => {
    const entry = document.createElement('li');
    const link = document.createElement('a');
    link.href = page + (heading && id ? '#' + encodeURIComponent(id) : '');
    const title = document.createElement('strong');
    title.textContent = heading || lesson;
    link.append(title);
    for (const [kind, line] of [['where', heading ? lesson : ''], ['part', excerpt(text, words)]]) {
      if (!line) continue;
      const span = document.createElement('span');
      span.className = kind;
      span.append(kind === 'part' ? marked(line, words) : line);
      link.append(span);
    }
    entry.append(link);
    return entry;
  };

  const close = () => { list.hidden = true; list.replaceChildren(); status.textContent = ''; };

  const search = async () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(word => word);
    if (words.join('').length < 2) return close();
    let index;
    try { index = await load(); } catch { status.textContent = 'search-index.js is missing beside this page'; return; }
    const found = index.map(entry => [score(entry, words), entry]).filter(([points]) => points > 0)
      .sort(([a], [b]) => b - a).map(([, entry]) => entry);
    list.replaceChildren(...found.slice(0, most).map(entry => item(entry, words)));
    list.hidden = found.length === 0;
    status.textContent = found.length === 0 ? 'nothing found'
      : found.length > most ? `the best ${most} of ${found.length} places` : found.length === 1 ? '1 place' : `${found.length} places`;
  };

  field.addEventListener('focus', () => { load().catch(() => { }); if (field.value) search(); });
  field.addEventListener('input', search);
  form.addEventListener('submit', event => { event.preventDefault(); list.querySelector('a')?.focus(); });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) list.hidden = true; });
  list.addEventListener('click', event => { if (event.target.closest('a')) { field.value = ''; close(); } });
  list.addEventListener('mousedown', event => event.preventDefault());
  form.addEventListener('keydown', event => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') { field.value = ''; close(); field.focus(); }
    else if (event.key === 'ArrowDown' && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    else if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); at === 0 ? field.focus() : links[at - 1].focus(); }
  });
  addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    field.focus();
  });
})();
