// What forms gain where JavaScript runs: questions before weighty steps, a sign of saving, and a draft in the browser, so that
// nothing typed is lost when the session ends or the server is away. No rule of the programme is checked here.
(() => {
  "use strict";
  const PREFIX = "xieyu:draft:";
  const KEPT_DAYS = 30;
  const page = document.body;
  const who = page.dataset.who || "";
  const dirty = new Set();
  let forgetOnLeave = false;

  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, draft) { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden: the page still works */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
  };
  const keyOf = (form) => `${PREFIX}${who}:${form.dataset.draft}`;

  // Everything a person typed or chose, in the order of the page; never passwords, files or the token.
  const controls = (form) => [...form.elements].filter((e) => e.name && e.name !== "_csrf" && !e.disabled
    && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(e.type));
  const isTick = (e) => e.type === "checkbox" || e.type === "radio";
  const valuesOf = (form) => controls(form).map((e) => [e.name, isTick(e) ? `${e.value}=${e.checked}` : e.value]);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  const keep = (form, sent) => store.write(keyOf(form), { at: Date.now(), sent, values: valuesOf(form) });

  const restore = (form, values) => {
    const left = values.slice();
    for (const e of controls(form)) {
      const i = left.findIndex(([name, value]) => name === e.name && (!isTick(e) || value.startsWith(`${e.value}=`)));
      if (i < 0) continue;
      const [[, value]] = left.splice(i, 1);
      if (isTick(e)) e.checked = value.endsWith("=true"); else e.value = value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (form, draft) => {
    const bar = form.querySelector(".kept");
    if (!bar) return;
    const words = { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" };
    bar.querySelector(".kept-at").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, words);
    bar.hidden = false;
    bar.querySelector("[data-restore]").addEventListener("click", () => { bar.hidden = true; restore(form, draft.values); });
    bar.querySelector("[data-discard]").addEventListener("click", () => { bar.hidden = true; store.drop(keyOf(form)); });
  };

  // A draft that was sent has arrived when the next page is a common one of the same person. A log-in page or an error
  // page in between means that it did not.
  const settle = () => {
    const failed = page.hasAttribute("data-keep-drafts");
    for (const key of store.keys()) {
      const draft = store.read(key);
      if (!draft || Date.now() - draft.at > KEPT_DAYS * 864e5) { store.drop(key); continue; }
      if (!draft.sent) continue;
      const mine = key.startsWith(`${PREFIX}${who}:`);
      if (failed || !mine) store.write(key, { ...draft, sent: false }); else store.drop(key);
    }
  };

  const watch = (form) => {
    const loaded = valuesOf(form);
    const draft = store.read(keyOf(form));
    if (document.querySelector(".summary")) {
      dirty.add(form); // answered with its problems: the text is in the page again, and nowhere else
      keep(form, false);
    } else if (draft && !same(draft.values, loaded)) offer(form, draft);
    let timer = 0;
    form.addEventListener("input", () => {
      dirty.add(form);
      clearTimeout(timer);
      timer = setTimeout(() => { if (dirty.has(form)) keep(form, false); }, 300);
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (event.defaultPrevented) return;
      keep(form, true);
      dirty.delete(form);
    });
  };

  // Saving while typing: an answer from another address is the log-in page, not a saved form.
  const arrived = (detail) => {
    if (!detail.successful) return false;
    const asked = new URL(detail.pathInfo.requestPath, location.href).pathname;
    return !detail.xhr.responseURL || new URL(detail.xhr.responseURL).pathname === asked;
  };
  const tell = (form, state) => {
    const line = form.querySelector(".saved");
    if (!line) return;
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", timeZone: "Asia/Shanghai" });
    line.dataset.state = state;
    line.textContent = line.dataset[state] + (state === "saved" ? ` ${clock}` : "");
  };
  const saving = new Map(), pressed = new Map();
  const count = (form, by) => saving.set(form, (saving.get(form) || 0) + by);
  const watchSaving = (form) => {
    let sent = null, leaving = false;
    // What was typed last goes with the form itself: saved a moment later, it would meet what the form has saved.
    form.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
    window.addEventListener("pageshow", () => { leaving = false; });
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.elt !== form) return;
      if (leaving) { event.preventDefault(); return; }
      count(form, 1);
      sent = valuesOf(form);
      tell(form, "saving");
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt !== form) return;
      const saved = arrived(event.detail);
      tell(form, saved ? "saved" : "failed");
      if (!saved) keep(form, false);
      else if (same(sent, valuesOf(form))) { dirty.delete(form); store.drop(keyOf(form)); }
      // What waited behind this request has begun when the turn ends.
      setTimeout(() => { count(form, -1); pressOn(form); });
    });
  };

  // A button pressed while the form is being saved waits for the answer: sent at once it would meet its own saving.
  const pressOn = (form) => {
    if (!pressed.has(form) || saving.get(form) > 0) return;
    const button = pressed.get(form);
    pressed.delete(form);
    form.requestSubmit(button);
  };

  // Asked on the way down, before anything else hears of the submit.
  document.addEventListener("submit", (event) => {
    if (saving.get(event.target) > 0) {
      pressed.set(event.target, event.submitter);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const asked = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (asked && !window.confirm(asked)) { event.preventDefault(); event.stopPropagation(); return; }
    if (event.target.hasAttribute("data-clears-drafts")) forgetOnLeave = true;
  }, true);

  window.addEventListener("beforeunload", (event) => { if (dirty.size > 0) event.preventDefault(); });
  window.addEventListener("pagehide", () => {
    if (forgetOnLeave) store.keys().filter((key) => key.startsWith(`${PREFIX}${who}:`)).forEach(store.drop);
  });

  // What was refused while the page stayed is taken away by its reader.
  document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest("[role=alert]")?.replaceChildren());

  // The role switch closes like a menu.
  const closeMenus = (except) => document.querySelectorAll("details.hats[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.hats")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.hats[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  settle();
  document.querySelectorAll("form[data-draft]").forEach(watch);
  document.querySelectorAll("form[data-autosave]").forEach(watchSaving);
})();
