/* form[data-language-menu=URL]  changes the language: what was typed comes along to the same page. It waits in this tab
 *     alone, and is gone from it as soon as a page arrives. */
"use strict";
(() => {
  function typedFields() {
    const told = "main :is(input:not([type=hidden], [type=file], [type=password]), textarea, select)[name]";
    return [...document.querySelectorAll(told)];
  }

  function takeTyped() {
    const fields = typedFields().map(({ name, value, checked }) => ({ name, value, checked }));
    sessionStorage.setItem("typed", JSON.stringify({ path: location.pathname, fields }));
  }

  function bringTyped() {
    const { path, fields } = JSON.parse(sessionStorage.getItem("typed") || "{}");
    sessionStorage.removeItem("typed");
    if (path !== location.pathname) return;
    typedFields().forEach((field, number) => {
      const typed = fields[number];
      if (typed?.name !== field.name) return;
      if (["checkbox", "radio"].includes(field.type)) field.checked = typed.checked && typed.value === field.value;
      else if (typed.value !== field.value) field.value = typed.value;
      else return;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  document.addEventListener("submit", (event) => {
    if ("languageMenu" in event.target.dataset) takeTyped();
  });
  bringTyped();
})();
