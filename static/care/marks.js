"use strict";
/* A button puts the marks [[ and ]] around what is chosen in the text. Without it one types them. */
(() => {
  document.querySelectorAll("[data-mark]").forEach((button) => { button.hidden = false; });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    const area = button && document.getElementById(button.dataset.mark);
    if (!area) return;
    const { selectionStart: from, selectionEnd: until } = area;
    const chosen = area.value.slice(from, until).replace(/\[\[|\]\]/g, "");
    area.setRangeText(`[[${chosen}]]`, from, until, "end");
    if (!chosen) area.setSelectionRange(from + 2, from + 2);
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
