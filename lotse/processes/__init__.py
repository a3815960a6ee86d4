"""Processes (Abläufe) as values: the steps a service goes through, and which of them comes next.

The room is pure: it says what follows and does nothing itself. A step's condition is asked of the
caller, who knows the facts of the case.
"""

from lotse.processes.process import Item, Phase, Process, ProcessRefused, Step

__all__ = ["Item", "Phase", "Process", "ProcessRefused", "Step"]
