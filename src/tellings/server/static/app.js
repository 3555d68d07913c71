// What every page does with a script: starts islands when they come near, switches the theme, walks through changes, keeps lists short.
// Without it every page says and does the same, with one more click.

const ISLANDS = {map: "./map.js", network: "./network.js", counts: "./counts.js"};

async function start(host) {
  const kind = Object.keys(ISLANDS).find((k) => k in host.dataset);
  try {
    const {draw} = await import(ISLANDS[kind]);
    await draw(host);
  } catch (problem) {
    host.classList.add("failed"); // the table beside it stays
    console.warn(`the ${kind} is not drawn: ${problem.message}`);
  }
}

const near = new IntersectionObserver((seen) => {
  for (const {isIntersecting, target} of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    start(target);
  }
}, {rootMargin: "200px"});

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  document.dispatchEvent(new Event("theme"));
}

const WIDE = matchMedia("(min-width: 64rem)");

function prepare(root) {
  for (const host of root.querySelectorAll(".island")) near.observe(host);
  for (const details of root.querySelectorAll("details[data-shut-js]")) details.open = false;
  for (const details of root.querySelectorAll("details[data-open-wide]")) details.open = WIDE.matches;
  for (const form of root.querySelectorAll("form[data-live]")) form.addEventListener("change", () => form.requestSubmit());
  for (const walk of root.querySelectorAll("[data-walk]")) import("./walk.js").then(({follow}) => follow(walk));
  for (const form of root.querySelectorAll("form[data-slider]")) import("./slider.js").then(({slide}) => slide(form));
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const details = target.querySelector(":scope > details") ?? target.closest("details");
  if (details) details.open = true;
  target.scrollIntoView({block: "start"});
}

// A judgement that was taken has the focus that its form had; one that was not says so in its place.
function refused(form, says) {
  const message = form.querySelector(".refused") ?? form.appendChild(Object.assign(document.createElement("p"), {className: "refused"}));
  message.setAttribute("role", "alert");
  message.textContent = says;
}

document.addEventListener("htmx:load", ({detail: {elt}}) => { if (elt.classList?.contains("judged")) elt.focus(); });
document.addEventListener("htmx:sendError", ({detail: {elt}}) => refused(elt, "The server did not answer. Nothing was changed."));
document.addEventListener("htmx:responseError", ({detail: {elt, xhr}}) => {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  refused(elt, page.querySelector("main p")?.textContent ?? "The server refused it. Nothing was changed.");
});
document.querySelector("[data-theme-switch]")?.addEventListener("click", switchTheme);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  document.getElementById("find")?.focus();
});
// A form that was left empty says nothing in the address.
document.addEventListener("formdata", ({target, formData}) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
addEventListener("hashchange", openTarget);
prepare(document);
openTarget();
