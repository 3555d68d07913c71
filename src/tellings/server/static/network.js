// The network island: who is tied to whom, from the rows of the table beside it (data-from, data-to, data-tie, data-strength).
import cytoscape from "./vendor/cytoscape.esm.min.mjs";
import {colours, onTheme} from "./look.js";

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
  return [...nodes.values(), ...edges];
}

function style() {
  const c = colours();
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {selector: "node", style: {
      label: "data(name)", color: c.ink, "font-family": font, "font-size": 13, "text-wrap": "wrap", "text-max-width": 130,
      "text-valign": "bottom", "text-margin-y": 5, "background-color": c.accent, width: 14, height: 14,
      "text-background-color": c.panel, "text-background-opacity": 0.85, "text-background-padding": 2,
    }},
    {selector: "edge", style: {
      label: "data(tie)", color: c.muted, "font-family": font, "font-size": 11, "text-rotation": "autorotate",
      "text-background-color": c.panel, "text-background-opacity": 1, "text-background-padding": 2,
      width: 1.5, "line-color": c.muted, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": c.muted,
    }},
    {selector: "edge[kind = 'against']", style: {"line-color": c.against, "target-arrow-color": c.against, "line-style": "dashed"}},
    {selector: "edge[strength = 'hinted']", style: {"line-style": "dotted"}},
    {selector: "edge[strength = 'shown']", style: {width: 3}},
  ];
}

const layout = (cy) => cy.layout({
  name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, padding: 24,
  idealEdgeLength: () => 110, nodeRepulsion: () => 40000, nodeOverlap: 24, componentSpacing: 90,
}).run();

// Cytoscape would add a style element, which the page forbids, unless it finds one by this id; pages.css has its one rule.
function noInlineStyle() {
  const id = "__________cytoscape_stylesheet";
  if (!document.getElementById(id)) document.head.append(Object.assign(document.createElement("meta"), {id}));
}

/** Draws the ties in `host` from the table that it names, and again when the theme changes. */
export async function draw(host) {
  const table = document.getElementById(host.dataset.network);
  noInlineStyle();
  const cy = cytoscape({
    container: host, elements: elements(table), style: style(), minZoom: 0.3, maxZoom: 2.5, userZoomingEnabled: false, boxSelectionEnabled: false,
  });
  layout(cy);
  cy.on("tap", "node", ({target}) => { if (target.data("href")) location.assign(target.data("href")); });
  cy.on("mouseover", "node", () => { host.style.cursor = "pointer"; });
  cy.on("mouseout", "node", () => { host.style.cursor = ""; });
  onTheme(() => cy.style(style()));
  new ResizeObserver(() => { cy.resize(); cy.fit(undefined, 24); }).observe(host);
  host.dataset.ready = "yes";
}
