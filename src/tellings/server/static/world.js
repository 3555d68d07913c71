// The countries as GeoJSON, out of the TopoJSON in world.json (Natural Earth, public domain), and their capitals (GeoNames, CC BY 4.0).

function decodeArcs({scale, translate}, arcs) {
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
}

function ring(arcs, numbers) {
  const points = [];
  for (const number of numbers) {
    const arc = number < 0 ? arcs[~number].toReversed() : arcs[number];
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return points;
}

function shape(arcs, geometry) {
  const polygon = (rings) => rings.map((numbers) => ring(arcs, numbers));
  if (geometry.type === "Polygon") return {type: "Polygon", coordinates: polygon(geometry.arcs)};
  return {type: "MultiPolygon", coordinates: (geometry.arcs ?? []).map(polygon)};
}

const load = async (name) => (await fetch(new URL(name, import.meta.url))).json();

function point(name, lon, lat, rank) {
  return {type: "Feature", properties: {name, rank}, geometry: {type: "Point", coordinates: [lon, lat]}};
}

/** Three collections: the countries' shapes, a point for the name of each (the larger first), and their capitals (the larger first). */
export async function world() {
  const [topology, cities] = await Promise.all([load("world.json"), load("capitals.json")]);
  const arcs = decodeArcs(topology.transform, topology.arcs);
  const countries = topology.objects.countries.geometries.filter((g) => g.type);
  const shapes = countries.map((g) => ({type: "Feature", properties: {name: g.properties.name}, geometry: shape(arcs, g)}));
  const labels = countries.map(({properties: {name, lon, lat, size}}) => point(name, lon, lat, -size));
  const capitals = cities.map(([name, lon, lat, people]) => point(name, lon, lat, -people));
  const collection = (features) => ({type: "FeatureCollection", features});
  return {shapes: collection(shapes), labels: collection(labels), capitals: collection(capitals)};
}
