"use strict";
/* Keys of the house. Digits are read by place on the keyboard (event.code), so Belgian keyboards need no Shift.
   One-letter keys work only inside the part that has the focus; all of it is off where the worker switched it off. */
(() => {
  const body = document.body;
  if (body.dataset.shortcuts !== "on") return;
  const box = () => document.getElementById("command-box");
  const isText = (element) => element.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");
  const members = (group) => [...group.querySelectorAll("a[href], button:not(:disabled)")].filter((one) => one.offsetParent !== null);

  function rove(group) {
    const all = members(group);
    const chosen = all.find((one) => one.tabIndex === 0 && one === document.activeElement) || all[0];
    all.forEach((one) => { one.tabIndex = one === chosen ? 0 : -1; });
  }

  function step(group, by) {
    const all = members(group);
    const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
    if (!next) return;
    all.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  }

  function digit(event) {
    const found = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    return found && !event.ctrlKey && !event.altKey && !event.metaKey ? Number(found[1]) : 0;
  }

  function escape(event) {
    if (document.querySelector("dialog[open]")) return;
    const open = document.querySelector("details.nav__more[open], details[data-panel][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); event.preventDefault(); return; }
    const field = box();
    if (!field) return;
    event.preventDefault();
    if (document.activeElement === field) field.value = "";
    field.focus();
    field.select();
  }

  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key === "Escape") { escape(event); return; }
    if (at === box()) {
      if (event.key === "Enter" && !at.value.trim()) event.preventDefault();
      const results = document.querySelector("[data-roving]");
      if (event.key === "ArrowDown" && results) { members(results)[0]?.focus(); event.preventDefault(); }
    }
    if (event.code === "KeyZ" && event.ctrlKey && !event.shiftKey) {
      if (!isText(at) || (at === box() && !at.value)) { document.querySelector("[data-undo]")?.click(); event.preventDefault(); }
    }
    const group = at.closest("[data-roving], [data-tiles]");
    if (!group || isText(at)) return;
    if (["ArrowDown", "ArrowRight"].includes(event.key)) { step(group, 1); event.preventDefault(); }
    if (["ArrowUp", "ArrowLeft"].includes(event.key)) { step(group, -1); event.preventDefault(); }
    const number = digit(event);
    if (number && group.matches("[data-tiles]")) { members(group)[number - 1]?.click(); event.preventDefault(); }
  });

  const prepare = () => document.querySelectorAll("[data-tiles]").forEach(rove);
  prepare();
  document.addEventListener("htmx:after:swap", prepare);
})();
