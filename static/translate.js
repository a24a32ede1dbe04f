/* The block editor's own keys and its guard, on top of editor.js.
 * Alt+arrow up or down inside form[data-keys] follows [data-key-previous] or [data-key-next].
 * input[data-keys-off] switches all keys of the editors off on this computer (WCAG 2.1.4).
 * Leaving with a text that was not saved asks first. */
"use strict";
(() => {
  const OFF = "portal-keys-off";
  const form = document.querySelector("form[data-keys]");
  const box = document.querySelector("input[data-keys-off]");
  let isSending = false;

  if (box) {
    box.checked = localStorage.getItem(OFF) === "1";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    });
  }
  if (!form) return;

  const area = form.querySelector("textarea");
  const isUnsaved = () => area && area.value !== area.defaultValue;

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || localStorage.getItem(OFF) === "1") return;
    const way = { ArrowUp: "[data-key-previous]", ArrowDown: "[data-key-next]" }[event.key];
    if (!way) return;
    event.preventDefault();
    document.querySelector(way)?.click();
  });

  form.addEventListener("submit", () => (isSending = true));
  addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !isSending) event.preventDefault();
  });
})();
