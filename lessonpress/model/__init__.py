"""The types of a lesson: what an instructor wrote, read and named, for every audience.

Nothing here has behaviour. The reader makes a Lesson, `views` cuts it to an audience, `outline`
cuts that into slides, and templates print it. All types are immutable, so a Lesson can be hashed,
compared, pickled and shared between processes.

Every block carries an `id` that is unique in its unit and survives into the deck and the handout,
and the `span` it was read from. Ids count within their parent and kind (`notes-1.p2`), so that a
change inside a block for the instructor never renames a block that students see.

`inlines` stand in lines, `blocks` and `figures` make up lessons, `quizzes` ask; `lessons` has units
and courses. All are known by this room's name: `model.Paragraph`.
"""

from __future__ import annotations

# What much needs that needs no lesson, and must start at once.
from lessonpress.audiences import *
from lessonpress.model.blocks import *
from lessonpress.model.figures import *
from lessonpress.model.inlines import *
from lessonpress.model.lessons import *
from lessonpress.model.quizzes import *
from lessonpress.pagesetup import *
from lessonpress.spans import *
