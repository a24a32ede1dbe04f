/* The quick log of contacts, by keyboard. Everything here only improves plain links and forms.
 * form[data-quick]        its choices are explained in [data-standing], the lateness of its day in [data-late]; Enter in a
 *                         select saves, Escape or a[data-close] closes the row and gives the focus back
 * event "logged"          a contact of the case in its value was saved: the focus goes on to the next row
 * #keys                   the legend of the single keys, shown once they work; input[data-keys-off] switches them off
 *                         on this computer (WCAG 2.1.4); they rest while one types */
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const logs = () => [...document.querySelectorAll("a[id^='log-']")];
  const isOff = () => localStorage.getItem("portal-keys-off") === "1";
  let lastSaved = null; // the tbody of the case that was saved last

  /* ---- the form ---- */

  function explain(form) {
    const hint = form.parentElement.querySelector("[data-standing]");
    const [said, places] = JSON.parse(hint.dataset.standing);
    const text = said[places[`${form.elements.way.value} ${form.elements.outcome.value}`]] || "";
    if (hint.textContent !== text) hint.textContent = text;
  }

  function countDays(form) {
    const hint = form.parentElement.querySelector("[data-late]");
    const days = Math.round((Date.parse(hint.dataset.late) - Date.parse(form.elements.occurred_on.value)) / 864e5);
    const isLate = days > Number(hint.dataset.limit);
    const output = hint.querySelector("output");
    output.textContent = days >= 0 ? days : "–";
    output.classList.toggle("late", isLate);
    hint.querySelector("strong").hidden = !isLate;
  }

  function close(row) {
    const log = row.closest("tbody").querySelector("a[id^='log-']");
    if (!log || row.closest("[data-alone]")) return; // a page of its own has nothing to go back to
    row.remove();
    log.focus();
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-quick]");
    if (form) explain(form), countDays(form);
    if (event.target.matches("[data-keys-off]")) {
      localStorage.setItem("portal-keys-off", event.target.checked ? "1" : "0");
    }
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("a[data-close]")?.closest(".quick-row");
    if (!row || row.closest("[data-alone]")) return;
    event.preventDefault();
    close(row);
  });

  document.addEventListener("logged", (event) => {
    lastSaved = byId(`case-${event.detail.value}`);
    // On a phone what comes next stays in sight: it would be scrolled away.
    const next = !matchMedia("(pointer: coarse)").matches && lastSaved?.nextElementSibling;
    if (next) next.querySelector("a[id^='log-']")?.focus();
  });

  /* ---- the keys ---- */

  function here() {
    return document.activeElement?.closest("tbody")?.querySelector("a[id^='log-']");
  }

  function step(by) {
    const all = logs();
    const at = all.indexOf(here());
    all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    l: () => (here() || logs()[0])?.click(),
    n: () => lastSaved?.querySelector("a[data-note]")?.click(),
    t: () => lastSaved?.querySelector("a[data-way], [data-again]")?.focus(),
    "/": () => byId("words")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const row = event.target.closest(".quick-row");
    if (row && event.key === "Escape") return close(row);
    if (event.key === "Enter" && event.target.matches("form[data-quick] select")) {
      event.preventDefault();
      return event.target.form.requestSubmit();
    }
    const act = KEYS[event.key.toLowerCase()];
    if (!act || isOff() || event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    event.preventDefault();
    act();
  });

  const legend = byId("keys");
  if (legend) {
    legend.hidden = false;
    legend.querySelector("[data-keys-off]").checked = isOff();
  }
})();
