from .attachment import Attachment
from .case import Case
from .clock import PAUSE_REASONS, WAITING_PARTIES, Clock
from .clock_event import ClockEvent
from .daily_head import DailyHead
from .entry import Content, Entry
from .fact import Fact
from .hours_change import HoursChange
from .internal_request import InternalRequest
from .involvement import Involvement
from .leg import Crew, Leg
from .number import NumberSeries
from .question import Question
from .tally import CaseTally, HoursTally, LegTally, ShortAnswer
from .task import Task
from .time_booking import TimeBooking

__all__ = [
    "PAUSE_REASONS",
    "WAITING_PARTIES",
    "Attachment",
    "Case",
    "CaseTally",
    "Clock",
    "ClockEvent",
    "Content",
    "Crew",
    "DailyHead",
    "Entry",
    "Fact",
    "HoursChange",
    "HoursTally",
    "InternalRequest",
    "Involvement",
    "Leg",
    "LegTally",
    "NumberSeries",
    "Question",
    "ShortAnswer",
    "Task",
    "TimeBooking",
]
