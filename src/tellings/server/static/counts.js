// The counts island: reports or claims a day as bars, from the rows of the table beside it (data-day, data-n).
import {onTheme} from "./look.js";

const HEIGHT = 120;
const DAY = 24 * 3600 * 1000;
const NARROWEST = 6; // pixels of a bar: where days would be narrower, months are drawn

function load(name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`vendor/${name}`, import.meta.url);
    script.onload = done;
    script.onerror = () => failed(new Error(`${name} did not load`));
    document.head.append(script);
  });
}

function chart(rows, width) {
  const {Plot} = globalThis;
  const days = (rows.at(-1).day - rows[0].day) / DAY;
  const interval = Math.abs(days) * NARROWEST > width ? "month" : "day";
  const drawn = Plot.plot({
    width, height: HEIGHT, marginLeft: 30, marginBottom: 24, className: "counts-chart",
    x: {type: "utc", label: null, ticks: Math.min(rows.length, Math.floor(width / 80))},
    y: {label: null, grid: true, ticks: Math.min(3, Math.max(...rows.map((d) => d.n))), tickFormat: "d", zero: true},
    marks: [
      Plot.rectY(rows, Plot.binX({y: "sum"}, {x: "day", y: "n", interval, insetLeft: 1, insetRight: 1, fill: "currentColor"})),
      Plot.ruleY([0]),
    ],
  });
  for (const inline of drawn.querySelectorAll("style")) inline.remove(); // app.css has these rules: the page allows no inline style
  drawn.setAttribute("aria-hidden", "true"); // the table beside it says the same
  return drawn;
}

/** Draws the bars in `host` from the table that it names. */
export async function draw(host) {
  const table = document.getElementById(host.dataset.counts);
  await load("d3.min.js");
  await load("plot.umd.min.js");
  const rows = [...table.querySelectorAll("[data-day]")].map(({dataset: d}) => (
    {day: new Date(d.day), n: Number(d.n)}
  ));
  const paint = () => host.replaceChildren(chart(rows, Math.max(240, host.clientWidth)));
  paint();
  onTheme(paint);
  let width = host.clientWidth;
  new ResizeObserver(() => {
    if (host.clientWidth === width) return;
    width = host.clientWidth;
    paint();
  }).observe(host);
  host.dataset.ready = "yes";
}
