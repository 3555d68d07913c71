"""What the reports say together: claims, disagreements, naming, relations and control, and the judgements that correct them.

All functions are pure and independent of the order of their inputs. The pipeline composes them in this order:

    verdicts = picture.verdicts(judgements)                      # what persons decided, the undone left out
    codings  = picture.rebind(codings, stories)                  # reports without a day get a sibling's; by report id
    codings  = {id: picture.keep(c, verdicts) for …}             # events and statements judged wrong are left out
    roster   = picture.Roster(entity_of, {e.id: e for e in entities})
    sketch   = picture.sketch(story, codings_of_story, roster, outlets, verdicts)    # ONE story alone: claims, relations,
                                                                 # control and naming of that story; cache it by story id
    whole    = picture.compose(stories, roster, sketches, verdicts)                  # -> Picture; cheap joins over all stories

`outlets` maps a report's id to its outlet or None; `verdicts` may be left out where nobody judged anything. When a report is
added, only the sketches of stories whose reports (or whose reports' entities) changed need to be drawn anew.

    picture.control_on(rows, day)        # who holds what on a day, from `Picture.control`
    picture.history(rows, place)         # one place's rows, in order of time
"""

from tellings.picture.control import control_on, history
from tellings.picture.judged import Verdicts, keep, verdicts
from tellings.picture.rebinding import rebind
from tellings.picture.roster import Roster
from tellings.picture.sketch import Sketch, compose, sketch

__all__ = ["Roster", "Sketch", "Verdicts", "compose", "control_on", "history", "keep", "rebind", "sketch", "verdicts"]
