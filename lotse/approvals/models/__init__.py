from .approver import Approver
from .round import Ask, Round
from .step import RoundStep
from .vote import Vote

__all__ = ["Approver", "Ask", "Round", "RoundStep", "Vote"]
