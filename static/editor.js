/* Keys and field buttons of the staff's and translators' editors.
 * button[data-insert="{name}"][data-into=ID]  puts its text where the cursor is in that text area, or in the one of the same form
 *     that was written in last; Alt+1..9 do the same
 * Ctrl+Enter sends the form one is in (form[data-keys]) · [data-copy-from=ID][data-into=ID] copies a text (Alt+C);
 *     textarea[data-english=ID] says itself which
 * All of these need Ctrl or Alt, so none is in the way of dictation or a screen reader's single keys. */
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  let last = null; // the text area that was written in last

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) last = event.target;
  });

  /** The text area a button means. */
  function meant(button) {
    const area = byId(button.dataset.into);
    return last?.isConnected && last.form === area.form ? last : area;
  }

  function insert(area, text) {
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function press(button) {
    const area = meant(button);
    if (button.dataset.insert) return insert(area, button.dataset.insert);
    area.select();
    const from = button.form && area.dataset.english ? area.dataset.english : button.dataset.copyFrom;
    insert(area, byId(from).textContent.trim());
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert], [data-copy-from]");
    if (button) press(button);
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-keys]");
    if (!form || localStorage.getItem("portal-keys-off") === "1") return;
    const digit = event.altKey && /^Digit([1-9])$/.exec(event.code);
    const button = digit
      ? form.querySelectorAll("[data-insert]")[digit[1] - 1]
      : event.altKey && event.code === "KeyC" && form.querySelector("[data-copy-from]");
    if (event.ctrlKey && !event.shiftKey && event.key === "Enter") form.requestSubmit();
    else if (button) press(button);
    else return;
    event.preventDefault();
  });
})();
