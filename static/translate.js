/* The block editor's own keys and its guard, on top of editor.js.
 * Inside form[data-keys]: Alt+arrow up or down follows [data-key-previous] or [data-key-next], Ctrl+Shift+Enter presses
 * [data-ask]. input[data-keys-off] switches all keys of the editors off on this computer (WCAG 2.1.4).
 * Who comes by a key (#text) goes on typing. [data-letter-window] shows the outlined block; the list of blocks is
 * folded where there is one column, and shows the open one. Leaving with a text that was not saved asks first. */
"use strict";
(() => {
  const OFF = "portal-keys-off";
  const form = document.querySelector("form[data-keys]");
  const box = document.querySelector("input[data-keys-off]");
  let isSending = false;

  const isOff = () => localStorage.getItem(OFF) === "1";

  /** Puts the outlined block into the middle of the letter's window; the page itself stays where it is. */
  function showBlock() {
    const frame = document.querySelector("[data-letter-window]");
    const block = frame?.querySelector(".is-this");
    if (!block) return;
    const above = block.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollTop += above - (frame.clientHeight - block.offsetHeight) / 2;
  }

  if (box) {
    box.checked = isOff();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    });
  }
  if (matchMedia("(max-width: 60rem)").matches) document.querySelectorAll("[data-block-list], [data-keys-list]").forEach((one) => one.removeAttribute("open"));
  const current = document.querySelector(".block-list [aria-current]");
  const list = current?.closest("ul");
  if (list) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  const checks = document.getElementById("block-checks");
  if (checks) {
    showBlock();
    new MutationObserver(showBlock).observe(checks.parentElement, { childList: true });
  }
  if (!form) return;

  const areas = [...form.querySelectorAll("textarea")];
  const isUnsaved = () => areas.some((area) => area.value !== area.defaultValue);

  if (location.hash === "#text") {
    const said = document.querySelector("#main > .notice [tabindex], #main > .notice")?.textContent;
    areas[0].focus();
    if (said) portal.announce(said.trim());
  }

  document.addEventListener("keydown", (event) => {
    if (isOff()) return;
    if (event.ctrlKey && event.shiftKey && event.key === "Enter" && form.contains(event.target)) {
      event.preventDefault();
      return form.requestSubmit(form.querySelector("[data-ask]"));
    }
    const way = event.altKey && { ArrowUp: "[data-key-previous]", ArrowDown: "[data-key-next]" }[event.key];
    if (!way) return;
    event.preventDefault();
    document.querySelector(way)?.click();
  });

  form.addEventListener("submit", () => (isSending = true));
  addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !isSending) event.preventDefault();
  });
})();
