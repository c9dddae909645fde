'use strict';
// A classic script, before the first paint: a remembered choice of light or dark must not flash the other one.
try {
  const choice = localStorage.getItem('socketschool:theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch { /* A browser that keeps nothing follows the system. */ }
