from .bulk_run import BulkRun
from .macro import Macro
from .mention import Mention
from .preference import Preference
from .presence import Presence
from .read_mark import ReadMark
from .saved_view import SavedView
from .unsent_text import UnsentText

__all__ = ["BulkRun", "Macro", "Mention", "Preference", "Presence", "ReadMark", "SavedView", "UnsentText"]
