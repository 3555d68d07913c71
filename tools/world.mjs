// Makes src/tellings/server/static/world.json anew: the countries of the map, from Natural Earth's 1:50m shapes (public domain).
//
//   npm install world-atlas@2.0.2 topojson-client@3 topojson-server@3 topojson-simplify@3 d3-geo@3 d3-geo-projection@4
//   node tools/world.mjs
//
// Shapes are cut at the 180th meridian (MapLibre draws none that runs over it), thinned until the file is small, and each country gets
// one point for its label: the middle of its largest piece.
import {readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {geoArea, geoCentroid, geoEquirectangular} from "d3-geo";
import {geoProject} from "d3-geo-projection";
import {feature} from "topojson-client";
import {topology} from "topojson-server";
import {filter, filterAttachedWeight, presimplify, simplify} from "topojson-simplify";

const SMALLEST = 0.006; // square degrees: a bend that spans less is left out; 0.01 shows corners at the zoom of one country
const GRID = 20000; // steps from edge to edge: 2 km at the equator, the 1:50m shapes know no more
const LEFT_OUT = new Set(["Antarctica"]); // a band along the map's foot, and nobody reports from it

const require = createRequire(process.cwd() + "/");
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));
const plane = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0);

const round = (n) => Math.round(n * 100) / 100;

function largest(geometry) {
  const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const areas = pieces.map((coordinates) => geoArea({type: "Polygon", coordinates}));
  return {type: "Polygon", coordinates: pieces[areas.indexOf(Math.max(...areas))]};
}

function cut(country) {
  const [lon, lat] = geoCentroid(largest(country.geometry)).map(round);
  const properties = {name: country.properties.name, lon, lat, size: round(geoArea(country.geometry) * 1000)};
  return {...geoProject({type: "Feature", properties: {}, geometry: country.geometry}, plane), properties};
}

const countries = feature(atlas, atlas.objects.countries).features.filter((c) => !LEFT_OUT.has(c.properties.name)).map(cut);
const bends = presimplify(topology({countries: {type: "FeatureCollection", features: countries}}, 1e6));
const thin = filter(simplify(bends, SMALLEST), filterAttachedWeight(bends, SMALLEST));
const world = topology({countries: feature(thin, thin.objects.countries)}, GRID);
writeFileSync("src/tellings/server/static/world.json", JSON.stringify(world) + "\n");
