"""Being asked: the fact that settles most comes first.

The state is frozen data; every function is pure::

    from dualuse import interview

    state = interview.start({"destination": "JP"})
    while question := interview.next_question(state):
        state = interview.answer(state, question.fact, ...)      # or dont_know(state, question.fact), or back(state)
    interview.determination(state)

``saved`` gives a state as plain data, for a web page between two requests or a file that ``dualuse check`` reads, too;
``start`` takes it up again.
"""

from dualuse.interview.parties import next_party
from dualuse.interview.question import (
    Choice,
    Progress,
    Question,
    next_question,
    open_points,
    progress,
)
from dualuse.interview.reasons import Reason
from dualuse.interview.state import (
    Interview,
    Step,
    answer,
    ask_again,
    back,
    determination,
    dont_know,
    saved,
    start,
)

__all__ = [
    "Choice",
    "Interview",
    "Progress",
    "Question",
    "Reason",
    "Step",
    "answer",
    "ask_again",
    "back",
    "determination",
    "dont_know",
    "next_party",
    "next_question",
    "open_points",
    "progress",
    "saved",
    "start",
]
