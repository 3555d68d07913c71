"""How fast the gazetteer opens and answers, and how many romanised spellings its loose keys meet.

python bench/gazetteer.py
"""

from __future__ import annotations

import resource
import sqlite3
import time
from itertools import islice

from tellings.data.build import gazetteer_path
from tellings.data.folding import fold, romanised
from tellings.data.gazetteer import ALIKE, alikeness, open_gazetteer

LOOK_UPS = 200_000
COUNTRIES = ("SYR", "IRQ", "IRN", "UKR", "RUS", "CHN", "AFG", "EGY", "KOR", "IND")


def main() -> None:
    """Print the figures."""
    path = gazetteer_path()
    begin = time.perf_counter()
    gazetteer = open_gazetteer()
    gazetteer.look_up("Aleppo")
    print(f"open and first answer: {time.perf_counter() - begin:.3f} s")
    db = sqlite3.connect(path)
    names = [name for (name,) in islice(db.execute("SELECT name FROM names ORDER BY random()"), LOOK_UPS // 2)]
    asked = [word for name in names for word in (name, f"{name} q")]  # in real text about half the candidates are no place
    begin = time.perf_counter()
    for name in asked:
        gazetteer.look_up(name)
    print(f"look-ups: {len(asked) / (time.perf_counter() - begin):,.0f} a second, each name once, half of them unknown")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"file: {path.stat().st_size / 1e6:.1f} MB")
    for country in COUNTRIES:
        meet, total, others = _variants(db, country)
        print(f"{country}: {meet} of {total} alternate spellings fall on the main name's key, with {others:.2f} other towns")


def _variants(db: sqlite3.Connection, country: str) -> tuple[int, int, float]:
    """Of alternate names that share their first letters' sound with the main one, how many fall on its key; and who else does."""
    rows = db.execute(
        "SELECT p.name, n.name FROM places p JOIN names n ON n.place = p.key WHERE p.country = ? AND p.kind = 'town'"
        " AND n.own = 0 AND p.population > 5000 ORDER BY random() LIMIT 1000",
        (country,),
    ).fetchall()
    alike = [(name, other) for name, other in rows if alikeness(fold(name), other) >= ALIKE]
    hits = sum(romanised(name, country) == romanised(other, country) for name, other in alike)
    gazetteer = open_gazetteer()
    others = sum(len(gazetteer.look_up_loosely(name, country)) - 1 for name, _ in alike)
    return hits, len(alike), others / max(len(alike), 1)


if __name__ == "__main__":
    main()
