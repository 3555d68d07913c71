"""Reports -> copies, origins, stories.

The call order, for whoever wires it (a store, a desk, `pipeline.draw`):

1. When a report was coded: `sketch(report, coding) -> Sketch`. Keep it (`encode` / `decode` make it one line of JSON).
2. `CandidateIndex(postings).candidates(sketch)` names the reports to link it with; then `.add(sketch)`. `postings` is anything
   with `add`, `remove` and `count` (`index.Postings`): `MemoryPostings`, or rows (key, report) in a store. Reports read in one
   go may all be added first: a candidate is never the report itself, and being a candidate is mutual.
3. `link(sketch, sketch_of(candidate)) -> Link | None` for each candidate. Keep the links; they depend on the two reports alone,
   so a link is never made anew, and `forget` drops those of the report that goes (with `CandidateIndex.remove`).
4. To regroup after a change: `regrouped(changed, around, apart) -> [Group]`, `changed` being the reports that are new, that were
   in a group with one that went, or were judged; `around` knows the groups that stood and what draws reports together. Only the
   groups of these reports and those that change with them are looked at; the rest stands. `apart` are pairs of reports that a
   person judged not-same, each pair sorted. `part(reports, sketches, copies)` then tells happenings apart that look alike.
   `group(reports, links, apart, sketches)` does both for all reports at once.
5. For each `Group` that is new: `story(group, members, links) -> Story`, `members` being `{report id: Member}`. It has title,
   days, origins with reasons, the weakest link, and the copies of the pairs that share most.
6. `follow_ups(stories, links) -> (FollowUp, …)`: which story follows which earlier one. Each depends on its two stories and the
   links between their reports alone, also the links too weak to join: after a change, hand in the stories that were made anew,
   those that their reports are linked with, and the links between.

`descent(story, reports, codings) -> (Descent, …)` is the family tree of one story: which report has its text from which.
`BulkLinker().add(batch of sketches) -> links` does 2 and 3 in memory for archives, with the same links.
`stories(members)` does all of it for a handful of reports without an index. `copies(told(a), told(b))` aligns any two reports
(`tellings compare A B`). Nothing here reads a clock, a store or a file but the shipped tables; any order gives the same.
"""

from tellings.stories.affairs import follow_up, follow_ups
from tellings.stories.bulk import BulkLinker
from tellings.stories.copies import copies
from tellings.stories.descent import descent
from tellings.stories.grouping import JOIN, Group, Pull, group, held
from tellings.stories.index import CandidateIndex, MemoryPostings, Postings
from tellings.stories.links import link
from tellings.stories.nearest import aligned
from tellings.stories.origins import origins
from tellings.stories.parting import may_part, part
from tellings.stories.regrouping import regrouped
from tellings.stories.sketches import Sketch, decode, encode, sketch
from tellings.stories.stories import Member, stories, stories_of, story, story_id
from tellings.stories.told import Told, told

__all__ = [
    "JOIN",
    "BulkLinker",
    "CandidateIndex",
    "Group",
    "Member",
    "MemoryPostings",
    "Postings",
    "Pull",
    "Sketch",
    "Told",
    "aligned",
    "copies",
    "decode",
    "descent",
    "encode",
    "follow_up",
    "follow_ups",
    "group",
    "held",
    "link",
    "may_part",
    "origins",
    "part",
    "regrouped",
    "sketch",
    "stories",
    "stories_of",
    "story",
    "story_id",
    "told",
]
