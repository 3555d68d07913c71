// The countries as GeoJSON, out of the TopoJSON in world.json (Natural Earth, public domain).

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

/** Two collections: the countries' shapes, and a point for the label of each, the larger country first. */
export async function world() {
  const topology = await (await fetch(new URL("world.json", import.meta.url))).json();
  const arcs = decodeArcs(topology.transform, topology.arcs);
  const countries = topology.objects.countries.geometries.filter((g) => g.type);
  const shapes = countries.map((g) => ({type: "Feature", properties: {name: g.properties.name}, geometry: shape(arcs, g)}));
  const labels = countries.map(({properties: {name, lon, lat, size}}) => (
    {type: "Feature", properties: {name, rank: -size}, geometry: {type: "Point", coordinates: [lon, lat]}}
  ));
  const collection = (features) => ({type: "FeatureCollection", features});
  return {shapes: collection(shapes), labels: collection(labels)};
}
