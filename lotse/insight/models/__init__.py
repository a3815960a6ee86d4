from .event_log import EventLog, LogEvent

__all__ = ["EventLog", "LogEvent"]
