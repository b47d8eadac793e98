"use strict";
/* Small services of the frame: undo runs out, loss of connection shows, print buttons, panels, focus where it belongs. */
(() => {
  const SECOND = 1000;
  const QUIET_CHECK = 30 * SECOND;
  const ANXIOUS_CHECK = 5 * SECOND;
  const STALE_AFTER = 60 * SECOND;

  function runOut() {
    document.querySelectorAll("[data-undo-seconds]:not([data-running])").forEach((act) => {
      act.dataset.running = "";
      setTimeout(() => act.remove(), Number(act.dataset.undoSeconds) * SECOND);
    });
  }

  function focusWhereAsked(root) {
    root.querySelector?.("[data-focus]")?.focus();
  }

  function prepare(root) {
    root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
    runOut();
    focusWhereAsked(root);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-print], [data-open], [data-close], [aria-disabled=true]");
    if (!target) return;
    if (target.matches("[aria-disabled=true]")) event.preventDefault();
    if (target.matches("[data-print]")) print();
    if (target.dataset.open) document.getElementById(target.dataset.open)?.showModal();
    if (target.matches("[data-close]")) target.closest("dialog")?.close();
  });

  /* A form that was refused and is being mended: the language or the colours change with what stands in it now. */
  document.addEventListener("submit", (event) => {
    const carried = [...event.target.querySelectorAll("input[data-typed]")].map((one) => one.name);
    const form = [...document.querySelectorAll("main form")].find((one) => carried.some((name) => !["next", "typed_again"].includes(name) && one.elements[name]));
    if (!form) return;
    const now = new FormData(form);
    for (const one of event.target.querySelectorAll("input[data-typed]")) {
      if (form.elements[one.name] && one.name !== "next") one.value = now.get(one.name) ?? "";
    }
  });

  const strip = document.getElementById("offline-strip");
  const alive = document.body.dataset.aliveUrl;

  function lost() {
    if (!strip || !strip.hidden) return;
    strip.querySelector("time").textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    strip.hidden = false;
  }

  async function ask() {
    try {
      await fetch(alive, { cache: "no-store", credentials: "omit" });
      if (strip) strip.hidden = true;
    } catch {
      lost();
    }
    setTimeout(ask, strip && !strip.hidden ? ANXIOUS_CHECK : QUIET_CHECK);
  }

  let answeredAt = Date.now();
  function markStale() {
    const stale = Date.now() - answeredAt > STALE_AFTER;
    document.querySelectorAll("[data-freshness]").forEach((mark) => mark.classList.toggle("freshness--stale", stale));
  }

  if (alive) {
    setTimeout(ask, QUIET_CHECK);
    setInterval(markStale, ANXIOUS_CHECK);
  }
  document.addEventListener("htmx:after:request", () => { answeredAt = Date.now(); markStale(); });
  document.addEventListener("htmx:error", lost);
  document.addEventListener("htmx:after:swap", (event) => prepare(event.target instanceof Element ? event.target : document));
  prepare(document);
})();
