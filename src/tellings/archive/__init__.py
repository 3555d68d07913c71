"""Archives of the web: the same reading, copies and stories as a desk's, over as many processes or machines as there are.

    read      a shard's reports, coded          -> reports/ and sketches/ by report, keys/ by hash of key, rejects/
    pair      a bucket of keys                  -> pairs/: who shares enough with whom to be looked at
    link      a bucket of pairs                 -> links/ and, of them, those that can make a story
    part      rounds over the links             -> parts/: which reports hang together at all
    scatter   a bucket of reports or links      -> parted/: what hangs together in one bucket
    tell      a bucket of what hangs together   -> stories/

Each step is one function over a bucket, which writes its result under another name, renames it, and leaves a mark; so every
task can be done again, nothing done is done twice, and no step needs all data on one machine. What comes out is what one
process gives.
"""

from tellings.archive.engines import Engine, Here, OnRay, Workers
from tellings.archive.layout import Layout
from tellings.archive.loading import load
from tellings.archive.own import Own
from tellings.archive.running import Archive, Ran

__all__ = ["Archive", "Engine", "Here", "Layout", "OnRay", "Own", "Ran", "Workers", "load"]
