// The network island: who is tied to whom, from the rows of the table beside it (data-from, data-to, data-tie, data-strength).
import cytoscape from "./vendor/cytoscape.esm.min.mjs";
import {colours, onTheme} from "./look.js";

const LABELLED = 12; // more ties than these are told apart by their lines; a tie says its word when it is pointed at
const SMALLEST = 0.6; // words grow while the drawing shrinks, to this zoom: beyond it they would cover one another
const MOST_STRETCH = 3;
const TURNS = 40;
const MOST = 24; // parties in one drawing: of more the names cannot be read; the table has all
const AGAINST = new Set(["opposes", "at war with"]);

function elements(table) {
  const nodes = new Map();
  const edges = [];
  for (const {dataset: d} of table.querySelectorAll("[data-from]")) {
    nodes.set(d.from, {data: {id: d.from, name: d.fromName, href: d.fromHref}});
    nodes.set(d.to, {data: {id: d.to, name: d.toName, href: d.toHref}});
    const kind = AGAINST.has(d.tie) ? "against" : "for";
    edges.push({data: {source: d.from, target: d.to, tie: d.tie, kind, strength: d.strength}});
  }
  return {nodes: [...nodes.values()], edges};
}

// Of many parties those with most ties, and the ties among them.
function core({nodes, edges}) {
  if (nodes.length <= MOST) return {nodes, edges};
  const ends = edges.flatMap(({data}) => [data.source, data.target]);
  const ties = (id) => ends.filter((end) => end === id).length;
  const ranked = nodes.map(({data}) => ({id: data.id, ties: ties(data.id)})).sort((a, b) => b.ties - a.ties);
  const kept = new Set(ranked.slice(0, MOST).map(({id}) => id));
  const among = edges.filter(({data}) => kept.has(data.source) && kept.has(data.target));
  const tied = new Set(among.flatMap(({data}) => [data.source, data.target]));
  return {nodes: nodes.filter(({data}) => tied.has(data.id)), edges: among};
}

function style(zoom, labelled) {
  const c = colours();
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {selector: "node", style: {
      label: "data(name)", color: c.ink, "font-family": font, "font-size": 13 / zoom, "text-wrap": "wrap", "text-max-width": 130 / zoom,
      "text-valign": "bottom", "text-margin-y": 5 / zoom, "background-color": c.accent, width: 14 / zoom, height: 14 / zoom,
      "text-background-color": c.panel, "text-background-opacity": 0.85, "text-background-padding": 2 / zoom,
    }},
    {selector: "edge", style: {
      label: labelled ? "data(tie)" : "", color: c.muted, "font-family": font, "font-size": 11 / zoom, "text-rotation": "autorotate",
      "text-background-color": c.panel, "text-background-opacity": 1, "text-background-padding": 2 / zoom,
      width: 1.5 / zoom, "arrow-scale": 1 / zoom, "line-color": c.muted, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": c.muted,
    }},
    {selector: "edge[kind = 'against']", style: {"line-color": c.against, "target-arrow-color": c.against, "line-style": "dashed"}},
    {selector: "edge[strength = 'hinted']", style: {"line-style": "dotted"}},
    {selector: "edge.near", style: {label: "data(tie)", "z-index": 9}},
    {selector: "edge[strength = 'shown']", style: {width: 3 / zoom}},
  ];
}

const layout = (cy) => cy.layout({
  name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, padding: 24, numIter: 2500,
  idealEdgeLength: () => 60, nodeRepulsion: () => 6000, nodeOverlap: 12, componentSpacing: 30, gravity: 1.5,
}).run();

// The layout knows no shape of the frame: it is stretched to it, which also gives names, wider than high, their room.
function stretch(cy, host) {
  const {w, h} = cy.nodes().boundingBox({includeLabels: false});
  const shape = ((host.clientWidth - 160) / (host.clientHeight - 90)) * (Math.max(h, 1) / Math.max(w, 1));
  const [kx, ky] = shape > 1 ? [Math.min(shape, MOST_STRETCH), 1] : [1, Math.min(1 / shape, MOST_STRETCH)];
  cy.nodes().positions((node) => ({x: node.position("x") * kx, y: node.position("y") * ky}));
}

// Names that still cover one another are moved apart, up and down, a little at a time.
function part(cy) {
  const nodes = [...cy.nodes()];
  for (let turn = 0; turn < TURNS; turn++) {
    let moved = false;
    for (const [k, one] of nodes.entries()) {
      for (const other of nodes.slice(k + 1)) {
        const [a, b] = [one.boundingBox(), other.boundingBox()];
        const over = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
        if (over <= 0 || Math.min(a.x2, b.x2) <= Math.max(a.x1, b.x1)) continue;
        const step = (one.position("y") <= other.position("y") ? 1 : -1) * (over / 2 + 1);
        one.position("y", one.position("y") - step);
        other.position("y", other.position("y") + step);
        moved = true;
      }
    }
    if (!moved) return;
  }
}

// Cytoscape would add a style element, which the page forbids, unless it finds one by this id; pages.css has its one rule.
function noInlineStyle() {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(Object.assign(document.createElement("meta"), {id}));
}

/** Draws the ties in `host` from the table that it names, and again when the theme changes. */
export async function draw(host) {
  const table = document.getElementById(host.dataset.network);
  noInlineStyle();
  const all = elements(table);
  const {nodes, edges} = core(all);
  const cy = cytoscape({
    container: host, elements: [...nodes, ...edges], style: style(1, true), minZoom: 0.1, maxZoom: 1.2, userZoomingEnabled: false, boxSelectionEnabled: false,
  });
  layout(cy);
  stretch(cy, host);
  cy.on("tap", "node", ({target}) => { if (target.data("href")) location.assign(target.data("href")); });
  cy.on("mouseover", "node", () => { host.style.cursor = "pointer"; });
  cy.on("mouseout", "node", () => { host.style.cursor = ""; });
  const paint = () => cy.style(style(Math.max(SMALLEST, cy.zoom()), cy.edges().length <= LABELLED)); // words keep their size at any zoom
  cy.on("mouseover", "edge", ({target}) => target.addClass("near"));
  cy.on("mouseout", "edge", ({target}) => target.removeClass("near"));
  cy.on("zoom", paint);
  onTheme(paint);
  const fit = () => { cy.resize(); cy.fit(undefined, 32); };
  fit();
  paint();
  part(cy);
  fit();
  new ResizeObserver(fit).observe(host);
  if (nodes.length < all.nodes.length) {
    const says = `Drawn are the ${nodes.length} parties with most ties of ${all.nodes.length}; the table has all.`;
    host.after(Object.assign(document.createElement("p"), {className: "why", textContent: says}));
  }
  host.dataset.ready = "yes";
}
