// The map island: the places of the table beside it on Natural Earth's countries. No tile, no glyph is fetched from anywhere.
// Each row with data-lat and data-lon is a place; data-name is its label, data-kind how it is drawn, its link where a click leads.
import {LngLatBounds, Map as GlMap, NavigationControl, AttributionControl} from "./vendor/maplibre-gl.mjs";
import {colours, onTheme, still} from "./look.js";
import {world} from "./world.js";

const FONT = ["system-ui"];
const CAPITALS_FROM = 3; // farther away they would crowd the names of the countries
const NARROW = 500; // pixels: here a name takes a third of the map
const MANY = 8; // places from which the map may open on the nine in ten that lie together
const WIDEST_ZOOM = 6; // nearer than this, Natural Earth's coasts show their corners

function sheet() {
  const link = Object.assign(document.createElement("link"), {rel: "stylesheet", href: new URL("vendor/maplibre-gl.css", import.meta.url).href});
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => failed(new Error("its style sheet did not load"));
    document.head.append(link);
  });
}

function places(table) {
  return [...(table?.querySelectorAll("[data-lat]") ?? [])].filter((row) => !row.hidden).map((row) => ({
    type: "Feature",
    geometry: {type: "Point", coordinates: [Number(row.dataset.lon), Number(row.dataset.lat)]},
    properties: {name: row.dataset.name ?? "", kind: row.dataset.kind ?? "", row: row.id, rank: Number(row.dataset.rank ?? 0)},
  }));
}

// Dots as images, not as a circle layer: names keep clear of images.
function disc(size, fill, stroke) {
  const pen = Object.assign(document.createElement("canvas"), {width: size, height: size}).getContext("2d");
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 2 - 3, 0, 2 * Math.PI);
  Object.assign(pen, {fillStyle: fill, strokeStyle: stroke, lineWidth: size / 8});
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

function addDots(map) {
  const c = colours();
  map.addImage("dot", disc(32, c.accent, c.page), {pixelRatio: 2});
  map.addImage("ring", disc(16, c.land, c.muted), {pixelRatio: 2});
}

function label(id, source, paint, layout) {
  return {
    id, source, type: "symbol",
    layout: {"text-field": ["get", "name"], "text-font": FONT, "symbol-sort-key": ["get", "rank"], ...layout},
    paint: {"text-halo-color": paint.halo, "text-halo-width": 1.5, "text-color": paint.ink},
  };
}

// Capitals that are no places of the table: those have their own dots.
function others(capitals, data) {
  const named = new Set(data.features.map((f) => f.properties.name.split(":")[0]));
  return {...capitals, features: capitals.features.filter((f) => !named.has(f.properties.name))};
}

function style({shapes, labels, capitals}, data) {
  const c = colours();
  const sources = Object.entries({countries: shapes, labels, capitals: others(capitals, data), places: data}).map(([k, v]) => [k, {type: "geojson", data: v}]);
  return {
    version: 8,
    sources: Object.fromEntries(sources),
    layers: [
      {id: "sea", type: "background", paint: {"background-color": c.sea}},
      {id: "land", type: "fill", source: "countries", paint: {"fill-color": c.land}},
      {id: "borders", type: "line", source: "countries", paint: {"line-color": c.border, "line-width": 0.8}},
      label("country-names", "labels", {halo: c.land, ink: c.muted}, {"text-size": 11, "text-letter-spacing": 0.06, "text-max-width": 7}),
      {...label("capitals", "capitals", {halo: c.land, ink: c.muted}, {
        "icon-image": "ring", "icon-optional": false, "text-size": 11, "text-variable-anchor": ["left", "right"], "text-radial-offset": 0.6,
      }), minzoom: CAPITALS_FROM},
      label("place-names", "places", {halo: c.page, ink: c.ink}, {
        "text-size": 13, "text-max-width": 6, "text-justify": "auto", "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.9,
      }),
      // Last, so placed first: every name keeps clear of every dot.
      {id: "places", source: "places", type: "symbol", layout: {"icon-image": "dot", "icon-allow-overlap": true}},
    ],
  };
}

// Of many places those that lie together: one far away would make all others one dot. It is on the map and in the table.
function together(features) {
  if (features.length < MANY) return features;
  const near = [0, 1].map((axis) => {
    const sorted = features.map((f) => f.geometry.coordinates[axis]).sort((a, b) => a - b);
    const [low, high] = [0.1, 0.9].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
    const room = Math.max((high - low) / 2, 1);
    return (value) => value >= low - room && value <= high + room;
  });
  return features.filter(({geometry: {coordinates: c}}) => near[0](c[0]) && near[1](c[1]));
}

function fit(map, features) {
  if (!features.length) return;
  const bounds = together(features).reduce((b, f) => b.extend(f.geometry.coordinates), new LngLatBounds());
  const {clientWidth: wide, clientHeight: high} = map.getContainer();
  const padding = {left: wide * (wide < NARROW ? 0.3 : 0.15), right: wide * (wide < NARROW ? 0.32 : 0.18), top: high * 0.15, bottom: high * 0.12}; // names stand to the right
  map.fitBounds(bounds, {padding, maxZoom: WIDEST_ZOOM - 1, animate: false});
}

function follow(map) {
  map.on("click", "places", ({features: [found]}) => {
    const row = document.getElementById(found.properties.row);
    if (!row) return;
    for (let shut = row.closest("details:not([open])"); shut; shut = row.closest("details:not([open])")) shut.open = true;
    row.scrollIntoView({block: "center", behavior: still() ? "auto" : "smooth"});
    row.querySelector("a, button, summary")?.focus({preventScroll: true});
  });
  map.on("mouseenter", "places", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "places", () => { map.getCanvas().style.cursor = ""; });
}

/** Draws the map in `host` from the table that it names, and again when the table or the theme changes. */
export async function draw(host) {
  const table = () => document.getElementById(host.dataset.map); // looked up each time: the slider puts another in its place
  const drawn = await world();
  const collection = () => ({type: "FeatureCollection", features: places(table())});
  await sheet();
  const map = new GlMap({
    container: host, style: style(drawn, collection()), maxZoom: WIDEST_ZOOM, attributionControl: false, cooperativeGestures: true,
    dragRotate: false, pitchWithRotate: false, fadeDuration: still() ? 0 : 200, center: [10, 20], zoom: 1,
  });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().setAttribute("aria-label", host.dataset.label ?? "Map");
  map.addControl(new NavigationControl({showCompass: false}), "top-right");
  map.addControl(new AttributionControl({compact: false, customAttribution: "Natural Earth, GeoNames"}));
  map.on("style.load", () => addDots(map));
  fit(map, collection().features);
  follow(map);
  onTheme(() => map.setStyle(style(drawn, collection()), {diff: false}));
  document.addEventListener("rows", () => map.getSource("places")?.setData(collection()));
  map.once("idle", () => { host.dataset.ready = "yes"; });
  return map;
}
