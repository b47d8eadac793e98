"use strict";
/* Shows the seconds between two readings of the house's clock; what is recorded is the house's time alone. */
(() => {
  const SECOND = 1000;
  let read = "", readHere = 0;

  function show() {
    const clock = document.querySelector("[data-began]");
    if (!clock) return;
    if (clock.dataset.read !== read) {
      read = clock.dataset.read;
      readHere = performance.now();
    }
    const passed = new Date(read) - new Date(clock.dataset.began) + performance.now() - readHere;
    const seconds = Math.max(0, Math.floor(passed / SECOND));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    const text = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
    if (clock.textContent !== text) clock.textContent = text;
  }

  setInterval(show, SECOND);
  show();
})();
