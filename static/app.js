/* What every page may use; it only improves what works without it.
 *
 * body[data-idle-seconds][data-warn-seconds][data-extend-url][data-signed-out-url]  warning before the session ends;
 *     with [data-sign-in-url] the text stays while one signs in in another tab
 * form[data-autosave-url]   saved 5 s after the last key, at least every 20 s; the answer is JSON
 *     {saved: "Saved 10:41", version?: 3} or {error: "..."}; shown in the form's [data-autosave-status]
 * form[data-quick-exit=URL] signs out and leaves, without a way back     [data-print] prints
 * details[data-menu]        closes on Escape or a tap elsewhere
 * [data-focus]              takes the focus when it arrives; [data-fallback-focus] when a swap took what had the focus
 * Every form is sent once: a second tap waits. The region #status is read aloud.
 */
"use strict";
(() => {
  const page = document.body.dataset;
  const byId = (id) => document.getElementById(id);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("portal-session") : null;
  const drafts = new Map(); // form -> {timer, since}
  let lastContact = Date.now();
  let isOver = false;
  let clearing = 0;

  function token() {
    return document.querySelector("meta[name=csrf-token]").content;
  }

  /** Says a sentence where screen readers hear it. */
  function announce(text) {
    const status = byId("status");
    status.textContent = text;
    clearTimeout(clearing);
    clearing = setTimeout(() => (status.textContent = ""), 8000);
  }

  function send(url, body = new FormData()) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    return fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
  }

  function focusArrival(root) {
    const isLost = !document.activeElement || document.activeElement === document.body;
    const found = (name) => (root.matches?.(name) ? root : root.querySelector(name));
    const target = found("[data-focus]") || (root !== document && isLost && found("[data-fallback-focus]"));
    if (!target) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
  }

  /* ---- the session ---- */

  /** The server has just heard from us: the idle time starts again. */
  function heard(fromOtherTab) {
    lastContact = Date.now();
    isOver = false;
    if (!fromOtherTab) tabs?.postMessage("heard");
    const dialog = byId("stay-signed-in");
    if (dialog?.open) dialog.close();
  }

  function openDialog(dialog) {
    if (dialog.open) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
    dialog.querySelector("h2").focus();
  }

  async function extendSession() {
    try {
      const answer = await send(page.extendUrl);
      if (answer.ok) heard();
      else signedOut();
    } catch {
      // no network: the warning stays
    }
  }

  function signedOut() {
    isOver = true;
    if (!page.signInUrl) return location.replace(page.signedOutUrl);
    const dialog = byId("sign-in-again");
    if (byId("stay-signed-in").open) byId("stay-signed-in").close();
    dialog.querySelector("[data-sign-in]").href = page.signInUrl;
    openDialog(dialog);
  }

  /** After signing in again elsewhere: every form gets the new session's token. */
  async function continueHere() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const arrived = new DOMParser().parseFromString(await answer.text(), "text/html");
    const isOut = !answer.ok || answer.redirected || !arrived.body.dataset.extendUrl;
    document.querySelector("[data-still-out]").hidden = !isOut;
    if (isOut) return;
    const fresh = arrived.querySelector("meta[name=csrf-token]").content;
    document.querySelector("meta[name=csrf-token]").content = fresh;
    document.querySelectorAll("input[name=csrf_token]").forEach((input) => (input.value = fresh));
    byId("sign-in-again").close();
    heard();
    drafts.forEach((_, form) => saveDraft(form));
  }

  function watchSession() {
    const warning = byId("stay-signed-in");
    if (!page.idleSeconds || !warning) return;
    const clock = warning.querySelector("[data-time-left]");
    const check = () => {
      const left = Math.ceil((lastContact - Date.now()) / 1000) + Number(page.idleSeconds);
      if (left <= 0) return isOver || signedOut();
      if (left > Number(page.warnSeconds)) return;
      if (!warning.open) drafts.forEach((_, form) => saveDraft(form));
      openDialog(warning);
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    };
    setInterval(check, 1000);
    document.addEventListener("visibilitychange", check);
    warning.addEventListener("cancel", (event) => (event.preventDefault(), extendSession()));
    byId("sign-in-again")?.addEventListener("cancel", (event) => event.preventDefault());
    tabs?.addEventListener("message", () => heard(true));
  }

  /* ---- drafts ---- */

  function noteTyping(form) {
    const draft = drafts.get(form) || { since: Date.now() };
    clearTimeout(draft.timer);
    const wait = Math.min(5000, Math.max(0, draft.since + 20000 - Date.now()));
    draft.timer = setTimeout(() => saveDraft(form), wait);
    drafts.set(form, draft);
  }

  function dropDraft(form) {
    clearTimeout(drafts.get(form)?.timer);
    drafts.delete(form);
  }

  async function saveDraft(form) {
    dropDraft(form);
    const status = form.querySelector("[data-autosave-status]");
    try {
      const answer = await send(form.dataset.autosaveUrl, new FormData(form));
      if (answer.status === 401) {
        drafts.set(form, { since: Date.now() });
        return signedOut();
      }
      const told = await answer.json();
      if (told.version && form.elements.version) form.elements.version.value = told.version;
      if (status) status.textContent = told.saved || told.error || "";
      if (told.error) announce(told.error);
      if (answer.ok && !byId("stay-signed-in")?.open) heard();
    } catch {
      if (status) status.textContent = status.dataset.textOffline || "";
      if (form.isConnected && !form.dataset.busy) noteTyping(form);
    }
  }

  /* ---- forms, menus, leaving ---- */

  function setBusy(form, isBusy) {
    if (isBusy) form.dataset.busy = "1";
    else delete form.dataset.busy;
    form.querySelectorAll("button:not([type=button])").forEach((button) => {
      if (isBusy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    });
  }

  /** The page is empty at once, its place in the history another page's; then the server leads there. */
  function leaveQuickly(form) {
    sessionStorage.clear();
    document.title = "";
    document.documentElement.replaceChildren(document.createElement("body"));
    document.body.hidden = true;
    document.body.append(form);
    history.replaceState(null, "", form.dataset.quickExit);
    form.submit();
  }

  let escapes = [];

  /** Escape three times in two seconds leaves. */
  function noteEscape() {
    const form = document.querySelector("form[data-quick-exit]");
    escapes = [...escapes.filter((at) => Date.now() - at < 2000), Date.now()];
    if (form && escapes.length >= 3) leaveQuickly(form);
  }

  function onSubmit(event) {
    const form = event.target;
    if (form.dataset.quickExit) return event.preventDefault(), leaveQuickly(form);
    if (form.dataset.busy) return event.preventDefault();
    dropDraft(form);
    if (event.defaultPrevented) return;
    setTimeout(() => setBusy(form, true)); // after the button's value was taken
    setTimeout(() => setBusy(form, false), 15000);
  }

  function onClick(event) {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-extend]")) extendSession();
    if (at("[data-continue]")) continueHere();
    if (at("[data-print]")) print();
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }

  function onKey(event) {
    if (event.key === "Escape" && !event.repeat) noteEscape();
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  /** Its script takes along what was typed. */
  function watchLanguages(form) {
    const part = document.createElement("script");
    part.src = form.dataset.languageMenu;
    const load = () => document.head.append(part);
    if (sessionStorage.getItem("typed")) load();
    else form.closest("details").addEventListener("toggle", load, { once: true });
  }

  document.documentElement.classList.add("js");
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave-url]");
    if (form) noteTyping(form);
  });
  addEventListener("pagehide", () => {
    drafts.forEach((_, form) => navigator.sendBeacon(form.dataset.autosaveUrl, new FormData(form)));
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-busy]").forEach((form) => setBusy(form, false));
  });
  window.portal = { announce, focusArrival, heard, send, setBusy, signedOut, token };
  document.querySelectorAll("[data-language-menu]").forEach(watchLanguages);
  watchSession();
  focusArrival(document);
})();
