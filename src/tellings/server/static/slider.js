// A slider over the days beside the date of the control page. The list is fetched anew when it comes to rest, and the map follows it.

const DAY = 24 * 3600 * 1000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** A day as the pages write it: `9 Mar 2031`. */
function words(day) {
  const parts = new Intl.DateTimeFormat("en-US", {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"}).formatToParts(Date.parse(day));
  return ["day", "month", "year"].map((type) => parts.find((part) => part.type === type).value).join(" ");
}

async function show(day, form) {
  const address = new URL(form.action);
  address.searchParams.set("on", day);
  const answer = await fetch(address);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("held");
  if (!answer.ok || !fresh) return location.assign(address);
  document.getElementById("held").replaceWith(document.adoptNode(fresh));
  history.replaceState(null, "", address);
  document.dispatchEvent(new Event("rows"));
}

/** Adds the slider to the form, where there is more than one day to slide over. */
export function slide(form) {
  const {first, last, on} = form.dataset;
  const days = Math.round((Date.parse(last) - Date.parse(first)) / DAY);
  if (!(days > 0)) return;
  const label = document.createElement("label");
  label.className = "slider";
  const range = Object.assign(document.createElement("input"), {type: "range", min: 0, max: days, step: 1});
  range.value = Math.round((Date.parse(on) - Date.parse(first)) / DAY);
  range.setAttribute("aria-label", "Day");
  const output = document.createElement("output");
  const date = form.elements.namedItem("on");
  const day = () => iso(Date.parse(first) + Number(range.value) * DAY);
  const say = () => { output.textContent = words(day()); range.setAttribute("aria-valuetext", words(day())); };
  say();
  range.addEventListener("input", () => { say(); date.value = day(); });
  range.addEventListener("change", () => show(day(), form));
  date.addEventListener("change", () => {
    if (!date.value) return;
    range.value = Math.round((Date.parse(date.value) - Date.parse(first)) / DAY);
    say();
    show(date.value, form);
  });
  label.append(range, output);
  form.prepend(label);
}
