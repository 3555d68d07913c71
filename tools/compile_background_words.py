# /// script
# requires-python = ">=3.11"
# dependencies = ["wordfreq==3.1.1"]
# ///
"""Compile `src/tellings/data/background_words.tsv` from the wordfreq package: how common each English word is.

Run it with any runner of inline-metadata scripts, for example `uv run tools/compile_background_words.py`. The table
is fixed on purpose: links between two reports must not depend on what else was read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import wordfreq  # type: ignore[import-not-found, unused-ignore]

TABLE = Path(__file__).parents[1] / "src/tellings/data/background_words.tsv"
WORDS = 45_000
WORD = re.compile(r"[a-z]+|[a-z]+'[a-z]+")
HEADER = """\
# How common English words are, to weigh the words that two reports share. One line a frequency: Zipf value (log10 of
# occurrences in 10^9 words, rounded to 0.1), a tab, the words of that frequency in alphabetical order.
# From: wordfreq 3.1.1 by Robyn Speer (list "large", English; built from Wikipedia, subtitles, news, books, web and social
# text), data CC BY-SA 4.0; see NOTICE. Compiled by tools/compile_background_words.py.
"""


def main() -> None:
    """Write the table."""
    classes: dict[float, list[str]] = defaultdict(list)
    for word in wordfreq.top_n_list("en", WORDS, "large"):
        if WORD.fullmatch(word):
            classes[round(wordfreq.zipf_frequency(word, "en", "large"), 1)].append(word)
    lines = [f"{zipf:.1f}\t{' '.join(sorted(words))}" for zipf, words in sorted(classes.items(), reverse=True)]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
