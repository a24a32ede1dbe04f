/* The only file that knows htmx's event names. Loaded before app.js, in the staff and translator areas.
 * After a swap the focus moves to [data-focus] inside what arrived; a failure shows #net-error with a retry. */
"use strict";
(() => {
  const on = (name, act) => document.addEventListener(`htmx:${name}`, (event) => act(event.detail, event));
  const banner = () => document.getElementById("net-error");
  let failed = null; // what to send again

  function showFailure(detail) {
    failed = { element: detail.elt, event: detail.requestConfig.triggeringEvent?.type };
    banner().hidden = false;
  }

  on("configRequest", (detail) => (detail.headers["X-CSRFToken"] = portal.token()));
  on("beforeRequest", (detail, event) => {
    if (detail.elt.dataset.busy) return event.preventDefault();
    if (detail.elt.matches("form, button, a")) portal.setBusy(detail.elt, true);
    detail.target.setAttribute("aria-busy", "true");
  });
  on("afterRequest", (detail) => {
    portal.setBusy(detail.elt, false);
    detail.target.removeAttribute("aria-busy");
    if (!detail.successful) return;
    portal.heard();
    banner().hidden = true;
  });
  on("beforeOnLoad", (detail, event) => { // a 401 keeps the page, whatever it says: the text is not lost
    if (detail.xhr.status === 401) event.preventDefault(), portal.signedOut();
  });
  on("responseError", showFailure);
  on("sendError", showFailure);
  on("timeout", showFailure);
  on("afterSettle", (detail) => portal.focusArrival(detail.elt));
  document.addEventListener("said", (event) => portal.announce(event.detail.value)); // HX-Trigger-After-Settle
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-retry]") || !failed) return;
    banner().hidden = true;
    htmx.trigger(failed.element, failed.event || "click");
  });
})();
