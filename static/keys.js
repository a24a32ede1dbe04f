/* Single keys on pages of staff. Everything here only presses what is on the page.
 * [data-key=a]    pressed by the key A: a link or button is followed, a field takes the focus, and so does the first field
 *                 of what a summary opens
 * [data-row]      J and K move the focus from one of these links to the next
 * #keys           the legend of the keys, shown once they work; input[data-keys-off] switches them off on this computer
 *                 (WCAG 2.1.4); they rest while one types */
"use strict";
(() => {
  const OFF = "portal-keys-off";
  const FIELDS = "input:not([type=hidden]), select, textarea";
  const isOff = () => localStorage.getItem(OFF) === "1";
  const isShown = (element) => element.getClientRects().length > 0;

  function step(by) {
    const rows = [...document.querySelectorAll("a[data-row]")];
    const at = rows.indexOf(document.activeElement);
    rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
  }

  function press(target) {
    if (target.matches(FIELDS)) return target.focus();
    target.click();
    if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector(FIELDS)?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    // A list lets one choose by typing: its keys, and those of any field, are its own.
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, dialog, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const rows = document.querySelector("a[data-row]");
      if (rows) return event.preventDefault(), step(key === "j" ? 1 : -1);
    }
    if (!/^[a-z0-9]$/.test(key)) return;
    const target = [...document.querySelectorAll(`[data-key="${key}"]`)].find(isShown);
    if (!target) return;
    event.preventDefault();
    press(target);
  });

  document.addEventListener("keydown", (event) => {
    // A list that a key leads to: Enter sends its form, Escape leaves it, so that the next key works.
    if (!event.target.matches("select[data-key]") || isOff()) return;
    if (event.key === "Escape") event.target.blur();
    if (event.key === "Enter") event.preventDefault(), event.target.form?.requestSubmit();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-off]")) localStorage.setItem(OFF, event.target.checked ? "1" : "0");
  });

  const legend = document.getElementById("keys");
  if (legend) {
    legend.hidden = false;
    legend.querySelector("[data-keys-off]").checked = isOff();
  }
})();
