from .preference import Preference
from .presence import Presence
from .read_mark import ReadMark
from .unsent_text import UnsentText

__all__ = ["Preference", "Presence", "ReadMark", "UnsentText"]
