"use strict";
/* Nobody at the screen: it is veiled, then the session is locked. Half a minute before, the strip says so.
   While somebody works, the house is told each minute, so that writing a long note does not lock it. */
(() => {
  const seconds = Number(document.body.dataset.idleSeconds);
  const lock = document.querySelector("form[data-lock]");
  if (!seconds || !lock) return;
  const WARN_BEFORE = 30;
  const warning = document.getElementById("idle-strip");
  const TELL_EVERY = 60 * 1000;
  let movedAt = Date.now();
  let toldAt = Date.now();

  function awake() {
    movedAt = Date.now();
    if (warning) warning.hidden = true;
    if (movedAt - toldAt > TELL_EVERY) {
      toldAt = movedAt;
      fetch(document.body.dataset.aliveUrl, { cache: "no-store" }).catch(() => {});
    }
  }

  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "input"]) {
    document.addEventListener(sign, awake, { passive: true, capture: true });
  }

  setInterval(() => {
    const idle = (Date.now() - movedAt) / 1000;
    if (warning) warning.hidden = idle < seconds - WARN_BEFORE;
    if (idle < seconds) return;
    document.body.classList.add("veiled");
    movedAt = Infinity;
    lock.requestSubmit();
  }, 1000);
})();
