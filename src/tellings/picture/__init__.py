"""What the reports say together: claims, disagreements, naming, relations and control, and the judgements that correct them.

All functions are pure and independent of the order of their inputs. The pipeline composes them in this order:

    verdicts = picture.verdicts(judgements)                      # what persons decided, the undone left out
    codings  = picture.rebind(codings, stories)                  # reports without a day get a sibling's; by report id
    codings  = {id: picture.keep(c, verdicts) for …}             # events and statements judged wrong are left out
    roster   = picture.judged_roster(picture.Roster(entity_of, {e.id: e for e in entities}), verdicts)
    draft    = picture.draft(story, codings_of_story, roster, outlets, verdicts)     # ONE story alone: claims, relations,
                                                                 # control and naming of that story; cache it by story id
    again    = picture.retold(follow_ups, drafts, verdicts)    # claims that follow-ups tell again; a pair of stories at a time
    whole    = picture.compose(stories, roster, drafts, verdicts, again)           # -> Picture; cheap joins over all stories

`outlets` maps a report's id to its outlet or None; `verdicts` may be left out where nobody judged anything. When a report is
added, only the drafts of stories whose reports (or whose reports' entities) changed need to be drawn anew.

`same_claims(left.parts, right.parts, verdicts)` is what `retold` asks for each pair of stories that follow each other: it
depends on these two alone, so its answer can be kept. `whole_claims` groups such pairs, `joined` makes one claim of a
group's parts.

    picture.control_on(rows, day)        # who holds what on a day, from `Picture.control`
    picture.history(rows, place)         # one place's rows, in order of time
"""

from tellings.picture.control import control_on, history
from tellings.picture.drafts import Draft, compose, draft, retold, whole
from tellings.picture.joining import joined, whole_claims
from tellings.picture.judged import MAKES_SENSE, Verdicts, keep, verdicts
from tellings.picture.judged_story import copy_id, judged_story, origin_id
from tellings.picture.rebinding import rebind
from tellings.picture.retelling import Part, Retold, same_claims
from tellings.picture.roster import Roster, judged_roster

__all__ = [
    "MAKES_SENSE", "Draft", "Part", "Retold", "Roster", "Verdicts", "compose", "control_on", "copy_id", "draft", "history",
    "joined", "judged_roster", "judged_story", "keep", "origin_id", "rebind", "retold", "same_claims", "verdicts", "whole",
    "whole_claims",
]  # fmt: skip
