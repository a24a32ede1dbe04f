/* A grid of short marks, by keyboard; without script Tab and Enter do all of it.
 * table[data-grid]        the arrow keys up and down go to the same day of the next person, left and right at the
 *                         ends of what was typed to the next day; what is in a place is selected as one comes to it */
"use strict";
(() => {
  function beside(input, rows, columns) {
    const cell = input.closest("td"), row = cell.parentElement;
    const at = [...row.children].indexOf(cell);
    let next = row, place = at;
    do {
      if (rows) next = rows > 0 ? next.nextElementSibling : next.previousElementSibling;
      place += columns;
      const found = next?.children[place]?.querySelector("input:not([type=hidden])");
      if (found) return found;
    } while (next && place > 0 && place < next.children.length);
    return null;
  }

  function atEdge(input, columns) {
    const { selectionStart: from, selectionEnd: to, value } = input;
    if (from === 0 && to === value.length) return true;
    return columns < 0 ? to === 0 : from === value.length;
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const input = event.target.closest?.("[data-grid] input");
    if (!step || !input || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step[1] && !atEdge(input, step[1])) return;
    const next = beside(input, ...step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-grid] input")) event.target.select();
  });
})();
