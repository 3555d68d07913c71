// Walks through the changes of a comparison: n or j to the next, p or k to the one before, or the two buttons.
import {still} from "./look.js";

const STEPS = {n: 1, j: 1, p: -1, k: -1};

/** Lets the keys and the buttons of `walk` go from change to change, both sides of each shown at once. */
export function follow(walk) {
  const numbers = [...new Set([...document.querySelectorAll("[data-change]")].map((mark) => Number(mark.dataset.change)))];
  const says = walk.querySelector("[role=status]");
  let at = -1;

  function go(step) {
    if (!numbers.length) return;
    at = at < 0 && step < 0 ? numbers.length - 1 : (at + step + numbers.length) % numbers.length;
    for (const mark of document.querySelectorAll(".chg.here")) mark.classList.remove("here");
    const marks = [...document.querySelectorAll(`[data-change="${numbers[at]}"]`)];
    for (const mark of marks) mark.classList.add("here");
    marks[0].scrollIntoView({block: "center", behavior: still() ? "auto" : "smooth"});
    says.textContent = `${at + 1} of ${numbers.length}: ${marks[0].dataset.says || marks[0].textContent}`;
  }

  for (const button of walk.querySelectorAll("[data-step]")) button.addEventListener("click", () => go(Number(button.dataset.step)));
  document.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    go(STEPS[event.key]);
  });
  walk.dataset.ready = "yes";
}
