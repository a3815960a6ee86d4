from .bulk_run import BulkRun
from .mention import Mention
from .preference import Preference
from .presence import Presence
from .read_mark import ReadMark
from .saved_view import SavedView
from .unsent_text import UnsentText

__all__ = ["BulkRun", "Mention", "Preference", "Presence", "ReadMark", "SavedView", "UnsentText"]
