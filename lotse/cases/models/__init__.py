from .attachment import Attachment
from .case import REASONS_TO_ASK, Case
from .clock import Clock
from .daily_head import DailyHead
from .entry import Content, Entry
from .fact import Fact
from .involvement import Involvement
from .leg import Leg
from .number import NumberSeries
from .question import Question
from .tally import CaseTally, LegTally, ShortAnswer

__all__ = [
    "REASONS_TO_ASK",
    "Attachment",
    "Case",
    "CaseTally",
    "Clock",
    "Content",
    "DailyHead",
    "Entry",
    "Fact",
    "Involvement",
    "Leg",
    "LegTally",
    "NumberSeries",
    "Question",
    "ShortAnswer",
]
