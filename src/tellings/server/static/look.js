// What islands share: the colours of the style sheet, the theme's changes, whether things may move.

/** The colours by their names in the style sheet (`--accent` and so on), as the browser resolves them now. */
export function colours() {
  const probe = document.createElement("i");
  document.body.append(probe);
  const resolve = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["page", "ink", "muted", "accent", "line", "sea", "land", "border", "panel", "against"];
  const found = Object.fromEntries(names.map((name) => [name, resolve(name)]));
  probe.remove();
  return found;
}

/** Calls `then` whenever light turns to dark or back. */
export function onTheme(then) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", then);
  document.addEventListener("theme", then);
}

/** Whether this person wants nothing to move. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
